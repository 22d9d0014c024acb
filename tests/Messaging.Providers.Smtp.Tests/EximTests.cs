using System.Text;
using Messaging.Channels;
using Messaging.Channels.Mime;
using Messaging.Providers.Smtp.Tests.Support;
using Messaging.TestTools;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Messaging.Providers.Smtp.Tests;

/// <summary>The adapter against a server that nobody here wrote.</summary>
public sealed class EximTests(ITestOutputHelper output) : IAsyncLifetime
{
    private EximServer _server = null!;

    public async Task InitializeAsync() => _server = await EximServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [EximFact]
    public async Task Send_WithEveryKindOfContent_ArrivesByteForByte()
    {
        await using var adapter = Adapter();
        OutboundMessage[] messages =
        [
            Make.Message(text: "Grüße aus Łódź 🎉 — 你好\r\n"),
            Make.Message(text: new string('x', 5000) + "\r\n" + new string('ü', 3000)),
            Make.Message(text: ".\r\n..\r\n.hidden\r\n\r\n.\r\nMAIL FROM:<smuggled@example.org>\r\n."),
            Make.Message(text: "lone\nline\nfeeds\r\nand a return\rhere"),
            Make.Message(text: "", html: "<p>Hello</p>\r\n"),
            Make.Message(text: "both", html: "<p>both</p>", attachments:
            [
                new MessageAttachment { FileName = "dots.txt", ContentType = "text/plain", Content = Encoding.UTF8.GetBytes(".\r\n.\r\n") },
                new MessageAttachment { FileName = "Ünïcode.bin", Content = Random(300_000) },
            ]),
        ];

        foreach (var message in messages)
        {
            var outcome = await adapter.SendAsync(message, default).WithinTestTime();
            Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
            Assert.Matches(@"\A[0-9A-Za-z]+-[0-9A-Za-z]+-[0-9A-Za-z]+\z", outcome.ProviderMessageId);
        }

        var mails = await _server.WaitForMailsAsync(messages.Length);
        foreach (var message in messages)
        {
            var sent = MimeWriter.Write(EmailMessage.Create(message, Make.From));
            var mail = Assert.Single(mails, m => m.EnvelopeTo == message.Address);
            Assert.True(mail.EndsWith(sent), mail.Text);
            Assert.Equal("from@example.org", mail.ReturnPath);
        }
    }

    [EximFact]
    public async Task Send_ManyOverReusedConnections_ArriveOnceEach()
    {
        const int count = 600;
        await using var adapter = Adapter();
        var start = TimeProvider.System.GetTimestamp();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, count).Select(i => adapter.SendAsync(
            Make.Message($"to-{i}@example.org", $"Body of {i}."), default))).WithinTestTime();

        var elapsed = TimeProvider.System.GetElapsedTime(start);
        output.WriteLine($"{count} messages in {elapsed.TotalSeconds:F2} s: {count / elapsed.TotalSeconds:F0} a second.");
        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
        var mails = await _server.WaitForMailsAsync(count);
        Assert.Equal(count, mails.Count);
        Assert.Equal(count, mails.Select(m => m.EnvelopeTo).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(mails, m => !m.Text.Contains($"Body of {NumberOf(m)}.", StringComparison.Ordinal));

        var ledger = await File.ReadAllTextAsync(_server.MainLogPath);
        Assert.All(outcomes, o => Assert.Contains($"{o.ProviderMessageId} <= ", ledger, StringComparison.Ordinal));
    }

    [EximFact]
    public async Task Send_ToAnInternationalAddress_IsDeliveredAsUtf8()
    {
        await using var adapter = Adapter();
        var message = Make.Message("jürgen@example.org", "Hello");

        var outcome = await adapter.SendAsync(message, default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        var mail = Assert.Single(await _server.WaitForMailsAsync(1));
        Assert.True(mail.EndsWith(MimeWriter.Write(EmailMessage.Create(message, Make.From))), mail.Text);
    }

    [EximFact]
    public async Task Send_RefusedMessages_AreClassifiedAndHarmNoOther()
    {
        await using var adapter = Adapter(o => o.MaxConnections = 1);

        var unknown = await adapter.SendAsync(Make.Message("unknown@example.org"), default).WithinTestTime();
        var full = await adapter.SendAsync(Make.Message("full@example.org"), default).WithinTestTime();
        var later = await adapter.SendAsync(Make.Message("later@example.org"), default).WithinTestTime();
        var refused = await adapter.SendAsync(Make.Message(header: "X-Refuse"), default).WithinTestTime();
        var deferred = await adapter.SendAsync(Make.Message(header: "X-Defer"), default).WithinTestTime();
        var good = await adapter.SendAsync(Make.Message("good@example.org"), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.InvalidRecipient, "550 5.1.1"), Parts(unknown));
        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.Refused, "552 5.2.2"), Parts(full));
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Temporary, "451 4.7.1"), Parts(later));
        Assert.Equal(TimeSpan.FromMinutes(1), later.RetryAfter);
        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.Refused, "554 5.7.1"), Parts(refused));
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Temporary, "451 4.3.0"), Parts(deferred));
        Assert.Equal(SendOutcomeKind.Accepted, good.Kind);
        Assert.Equal("good@example.org", Assert.Single(await _server.WaitForMailsAsync(1)).EnvelopeTo);
    }

    [EximFact]
    public async Task Send_FromARefusedSender_IsAConfigurationFailure()
    {
        await using var adapter = Adapter(o => o.From = "blocked@example.org");

        var outcome = await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Configuration, "550 5.7.1"), Parts(outcome));
    }

    [EximFact]
    public async Task Send_MoreThanTheServerTakes_IsTooLargeWithoutBeingSent()
    {
        await using var adapter = Adapter();
        var file = new MessageAttachment { FileName = "large.bin", Content = new byte[16 * 1024 * 1024] };

        var outcome = await adapter.SendAsync(Make.Message(attachments: [file]), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.TooLarge, "size"), Parts(outcome));
    }

    private static (SendOutcomeKind Kind, FailureKind Failure, string Code) Parts(SendOutcome outcome) =>
        (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code);

    private static string NumberOf(EximMail mail) => mail.EnvelopeTo["to-".Length..mail.EnvelopeTo.IndexOf('@', StringComparison.Ordinal)];

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private SmtpChannelAdapter Adapter(Action<SmtpOptions>? configure = null) =>
        new("smtp", Make.Options(_server.Port, configure), TimeProvider.System, NullLogger.Instance);
}
