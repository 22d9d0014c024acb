using System.Text;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.Smtp.Tests.Support;

namespace Messaging.Providers.Smtp.Tests;

/// <summary>Whatever a server says or does, no secret and no address gets into a log, an exception or the text of an outcome.</summary>
public sealed class SecrecyTests : IAsyncDisposable
{
    private const string Canary = "canary7f3a";
    private readonly ScriptedSmtpServer _server = new();
    private readonly RecordingLogger _logger = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("connect")]
    [InlineData("EHLO")]
    [InlineData("STARTTLS")]
    [InlineData("AUTH")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("dot")]
    public async Task Server_RepeatsSecretsAtAnyStage_NothingOfThemIsPrinted(string stage)
    {
        foreach (var code in new[] { "250", "334", "354", "421", "450 4.7.1", "535 5.7.8", "550 5.1.1", "554", "What" })
        {
            _server.On(stage, s => s.ReplyAsync($"{code} {Canary} password-{Canary} <to-{Canary}@example.org> {Encode($"password-{Canary}")}"));

            AssertSilent(await SendAsync());
        }
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("AUTH")]
    [InlineData("RCPT")]
    [InlineData("content")]
    [InlineData("dot")]
    public async Task Server_BreaksTheConnection_NothingIsPrinted(string stage)
    {
        _server.On(stage, s =>
        {
            s.Reset();
            return Task.CompletedTask;
        });

        AssertSilent(await SendAsync());
    }

    [Fact]
    public async Task Server_AcceptsWithTheAddressInItsReply_TheAddressIsNoId()
    {
        _server.On("dot", $"250 2.0.0 Ok, message for TO-{Canary}@example.org taken");

        var outcome = await SendAsync();

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        AssertSilent(outcome);
    }

    [Fact]
    public async Task Outcome_Unknown_IsLoggedWithIdAndCodeOnly()
    {
        _server.On("dot", s =>
        {
            s.Close();
            return Task.CompletedTask;
        });

        AssertSilent(await SendAsync());

        var line = Assert.Single(_logger.Lines, l => l.Id.Id == 3004);
        Assert.Equal("SmtpOutcomeUnknown", line.Id.Name);
        Assert.Contains("Network (closed)", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_PrintedOrSerialised_KeepTheirSecrets()
    {
        var options = new SmtpOptions { UserName = "user", Password = Canary, AccessToken = _ => ValueTask.FromResult(Canary) };

        Assert.DoesNotContain(Canary, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    [Fact]
    public void Envelope_WithAnAddressThatWouldEndItsCommand_IsRefusedWithoutRepeatingIt()
    {
        foreach (var tail in new[] { "@x.org>\r\nRCPT TO:<b@x.org", "@x.org\n", "@x.org> SIZE=1", " @x.org", "\u0085@x.org" })
        {
            var address = Canary + tail;
            var e = Assert.Throws<ArgumentException>(() => Make.Mail(address));

            Assert.DoesNotContain(Canary, e.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private void AssertSilent(SendOutcome outcome)
    {
        var printed = outcome + string.Join('\n', _logger.Lines.Select(l => l.Text)) + outcome.Failure + outcome.Failure?.Code;
        Assert.DoesNotContain("canary", printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Encode($"password-{Canary}")[..12], printed, StringComparison.Ordinal);
        Assert.All(_logger.Lines, l => Assert.InRange(l.Id.Id, 3000, 3099));
    }

    private async Task<SendOutcome> SendAsync()
    {
        _server.Features.Clear();
        _server.Features.AddRange(["STARTTLS", "AUTH PLAIN", "8BITMIME"]);
        var options = Make.Options(_server.Port, o =>
        {
            o.Security = SmtpSecurity.StartTls;
            o.UserName = $"user-{Canary}";
            o.Password = $"password-{Canary}";
            o.From = $"from-{Canary}@example.org";
        });
        await using var adapter = new SmtpChannelAdapter("smtp", options, TimeProvider.System, _logger);
        return await adapter.SendAsync(Make.Message($"to-{Canary}@example.org", $"Text of {Canary}"), default).WithinTestTime();
    }
}
