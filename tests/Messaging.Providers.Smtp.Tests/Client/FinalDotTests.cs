using System.Text;
using Messaging.Channels;
using Messaging.Providers.Smtp.Client;
using Messaging.Providers.Smtp.Tests.Support;
using Messaging.Testing;

namespace Messaging.Providers.Smtp.Tests.Client;

/// <summary>Before the final dot nothing was sent; from it on, only a reply can tell.</summary>
public sealed class FinalDotTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();
    private readonly ManualTimeProvider _clock = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Send_ServerTakesIt_IsAcceptedWithItsQueueId()
    {
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal("Q1-1", outcome.ProviderMessageId);
        var mail = Assert.Single(_server.Mails);
        Assert.Equal("from@example.org", mail.From);
        Assert.Equal(["to@example.org"], mail.Recipients);
        Assert.Equal("Subject: Hello\r\n\r\nHello\r\n", mail.Text);
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task Silence_BeforeTheDot_IsRetry(string stage)
    {
        _server.On(stage, s => s.HangAsync());

        var outcome = await SendUntilTimeOutAsync(stage);

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Equal(FailureKind.Timeout, outcome.Failure!.Kind);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Silence_AfterTheDot_IsUnknown()
    {
        _server.On("dot", s => s.HangAsync());

        var outcome = await SendUntilTimeOutAsync("dot");

        Assert.Equal(SendOutcomeKind.Unknown, outcome.Kind);
        Assert.Equal(FailureKind.Timeout, outcome.Failure!.Kind);
    }

    [Fact]
    public async Task Silence_WhileContentDoesNotFlow_IsRetry()
    {
        _server.On("content", s => s.HangAsync());

        var outcome = await SendUntilTimeOutAsync("content", Large());

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Equal(FailureKind.Timeout, outcome.Failure!.Kind);
    }

    [Theory]
    [InlineData("connect", SendOutcomeKind.Retry)]
    [InlineData("EHLO", SendOutcomeKind.Retry)]
    [InlineData("MAIL", SendOutcomeKind.Retry)]
    [InlineData("RCPT", SendOutcomeKind.Retry)]
    [InlineData("DATA", SendOutcomeKind.Retry)]
    [InlineData("content", SendOutcomeKind.Retry)]
    [InlineData("dot", SendOutcomeKind.Unknown)]
    public async Task Cancel_AtAnyStage_TellsBeforeFromAfter(string stage, SendOutcomeKind expected)
    {
        _server.On(stage, s => s.HangAsync());
        await using var pool = Make.Pool(_server);
        using var cancel = new CancellationTokenSource();

        var sending = pool.SendAsync(stage == "content" ? Large() : Make.Mail(), cancel.Token);
        await _server.Reached(stage);
        await cancel.CancelAsync();
        var outcome = await sending.WithinTestTime();

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal("cancelled", outcome.Failure!.Code);
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_ConnectsToNothing()
    {
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), new CancellationToken(canceled: true)).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Equal(0, _server.Connections);
    }

    [Theory]
    [InlineData("connect", SendOutcomeKind.Retry)]
    [InlineData("EHLO", SendOutcomeKind.Retry)]
    [InlineData("MAIL", SendOutcomeKind.Retry)]
    [InlineData("RCPT", SendOutcomeKind.Retry)]
    [InlineData("DATA", SendOutcomeKind.Retry)]
    [InlineData("dot", SendOutcomeKind.Unknown)]
    public async Task Reset_AtAnyStage_TellsBeforeFromAfter(string stage, SendOutcomeKind expected)
    {
        _server.On(stage, s => Do(s.Reset));
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(FailureKind.Network, outcome.Failure!.Kind);
    }

    [Theory]
    [InlineData("MAIL", SendOutcomeKind.Retry)]
    [InlineData("DATA", SendOutcomeKind.Retry)]
    [InlineData("dot", SendOutcomeKind.Unknown)]
    public async Task Close_AtAnyStage_TellsBeforeFromAfter(string stage, SendOutcomeKind expected)
    {
        _server.On(stage, s => Do(s.Close));
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal("closed", outcome.Failure!.Code);
    }

    [Fact]
    public async Task Reset_HalfwayThroughTheContent_IsRetry()
    {
        _server.On("content", async s =>
        {
            await s.SkipAsync(100_000);
            s.Reset();
        });
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Large(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Equal(FailureKind.Network, outcome.Failure!.Kind);
        Assert.Empty(_server.Mails);
    }

    [Theory]
    [InlineData("451 4.3.0 Try later", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("421 4.3.2 Closing", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("554 5.7.1 Spam", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("550 5.1.1 Unknown", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    public async Task Refusal_OfTheDot_IsCertain(string reply, SendOutcomeKind expected, FailureKind kind)
    {
        _server.On("dot", reply);
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(expected, outcome.Kind);
        Assert.Equal(kind, outcome.Failure!.Kind);
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("999 What")]
    [InlineData("354 Still going")]
    [InlineData("250-First\r\n451 Second")]
    public async Task Nonsense_AfterTheDot_IsUnknown(string reply)
    {
        _server.On("dot", reply);
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Unknown, outcome.Kind);
        Assert.Equal(FailureKind.Unexpected, outcome.Failure!.Kind);
    }

    [Theory]
    [InlineData("MAIL", "Nonsense")]
    [InlineData("RCPT", "354 Go on")]
    [InlineData("DATA", "250 Done already")]
    [InlineData("DATA", "354 Go ahead\r\n250 2.0.0 Ok: queued as STRAY")]
    public async Task Nonsense_BeforeTheDot_IsRetry(string stage, string reply)
    {
        _server.On(stage, reply);
        await using var pool = Make.Pool(_server);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Equal(FailureKind.Unexpected, outcome.Failure!.Kind);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Reply_DrippedOctetByOctet_EndsAtTheTimeLimitOfTheWholeReply()
    {
        _server.On("MAIL", async s =>
        {
            foreach (var octet in "250 2.1.0 Ok that takes its time")
            {
                await s.WriteAsync(octet.ToString());
                _clock.Advance(TimeSpan.FromSeconds(5));
            }

            await s.HangAsync();
        });
        await using var pool = Make.Pool(_server, time: _clock);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Equal("timeout", outcome.Failure!.Code);
    }

    [Fact]
    public async Task Reply_DrippedWithinTheTimeLimit_IsRead()
    {
        _server.On("dot", async s =>
        {
            foreach (var octet in "250 2.0.0 Ok: queued as SLOW\r\n")
            {
                await s.WriteAsync(octet.ToString());
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        });
        await using var pool = Make.Pool(_server, time: _clock);

        var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal("SLOW", outcome.ProviderMessageId);
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    /// <summary>More than the buffers of both sockets hold.</summary>
    private static SmtpEnvelope Large()
    {
        var line = new string('x', 76) + "\r\n";
        return Make.Mail(content: "Subject: Large\r\n\r\n" + new StringBuilder().Insert(0, line, 110_000));
    }

    private async Task<SendOutcome> SendUntilTimeOutAsync(string stage, SmtpEnvelope? mail = null)
    {
        await using var pool = Make.Pool(_server, time: _clock);
        var sending = pool.SendAsync(mail ?? Make.Mail(), default);
        await _server.Reached(stage);
        return await _clock.PassUntilAsync(sending);
    }
}
