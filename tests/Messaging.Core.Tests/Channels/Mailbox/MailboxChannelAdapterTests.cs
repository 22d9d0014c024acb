using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Mailbox;
using Messaging.Channels.Mime;
using Messaging.Core.Tests.Channels.Mime;
using Messaging.Templates;
using Messaging.TestTools;

namespace Messaging.Core.Tests.Channels.Mailbox;

public sealed class MailboxChannelAdapterTests : IDisposable
{
    private static readonly OutboundMessage Sms = Mails.Outbound with
    {
        Channel = MessageChannel.Sms,
        Address = "+4930123456",
        Content = new RenderedContent(null, "Đặt phòng <xong> \"ok\" 😀", null),
        Entity = new EntityReference("booking", "B-7"),
        Tenant = "haff",
        Type = "booking_confirmation",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SendAsync_Email_WritesTheFileThatWouldGoOut()
    {
        var outcome = await Adapter().SendAsync(Mails.Outbound, CancellationToken.None);

        Assert.Equal((SendOutcomeKind.Accepted, $"{Mails.Outbound.IdempotencyKey}.eml"), (outcome.Kind, outcome.ProviderMessageId));
        Assert.Equal(MimeWriter.Write(EmailMessage.Create(Mails.Outbound, Mails.Sender)), await File.ReadAllBytesAsync(Assert.Single(Files())));
    }

    [Fact]
    public async Task SendAsync_OtherChannel_WritesReadableJson()
    {
        var outcome = await Adapter().SendAsync(Sms with { Attachments = [Mails.File("a.pdf", "application/pdf")] }, CancellationToken.None);

        Assert.Equal($"{Sms.IdempotencyKey}.json", outcome.ProviderMessageId);
        var text = await File.ReadAllTextAsync(Assert.Single(Files()));
        Assert.Contains("  \"text\": \"Đặt phòng <xong> \\\"ok\\\" \\uD83D\\uDE00\",\n", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        Assert.Equal("sms", root.GetProperty("channel").GetString());
        Assert.Equal("+4930123456", root.GetProperty("address").GetString());
        Assert.Equal("customer-7", root.GetProperty("recipient").GetProperty("id").GetString());
        Assert.Equal("haff", root.GetProperty("tenant").GetString());
        Assert.Equal("B-7", root.GetProperty("entity").GetProperty("id").GetString());
        Assert.Equal(Sms.Content.Text, root.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("subject").ValueKind);
        Assert.Equal(3, root.GetProperty("attachments")[0].GetProperty("bytes").GetInt32());
        Assert.Equal(Sms.CreatedAt, root.GetProperty("createdAt").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sms")]
    public async Task SendAsync_Again_IsAcceptedOnce(string channel)
    {
        var message = (channel == "email" ? Mails.Outbound : Sms) with { Attempt = 1 };
        var first = await Adapter().SendAsync(message, CancellationToken.None);
        var bytes = await File.ReadAllBytesAsync(Assert.Single(Files()));

        var second = await Adapter().SendAsync(message with { Attempt = 2 }, CancellationToken.None);

        Assert.Equal(first, second);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Assert.Single(Files())));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("sms")]
    public async Task SendAsync_AnotherAttemptInAnotherMailbox_WritesTheSameBytes(string channel)
    {
        var message = channel == "email" ? Mails.Outbound : Sms;
        using var other = new TemporaryFolder();

        await Adapter().SendAsync(message with { Attempt = 1 }, CancellationToken.None);
        await new MailboxChannelAdapter(new MailboxFolder(other.Path), Mails.Sender).SendAsync(message with { Attempt = 3 }, CancellationToken.None);

        Assert.Equal(await File.ReadAllBytesAsync(Assert.Single(Files())), await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(other.Path))));
    }

    [Fact]
    public async Task SendAsync_ManyAtOnce_LeavesOneFile()
    {
        var adapter = Adapter();
        var message = Mails.Outbound with { Attachments = [Mails.File("a.bin", content: new byte[500_000])] };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => adapter.SendAsync(message, CancellationToken.None))));

        Assert.All(outcomes, o => Assert.Equal(SendOutcome.Accepted($"{message.IdempotencyKey}.eml"), o));
        Assert.Equal(MimeWriter.Write(EmailMessage.Create(message, Mails.Sender)), await File.ReadAllBytesAsync(Assert.Single(Files())));
    }

    [Fact]
    public async Task SendAsync_Cancelled_IsCertainlyNotSent()
    {
        var outcome = await Adapter().SendAsync(Mails.Outbound, new CancellationToken(canceled: true));

        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Timeout), (outcome.Kind, outcome.Failure?.Kind));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task SendAsync_CancelledButAlreadyThere_IsAccepted()
    {
        var first = await Adapter().SendAsync(Mails.Outbound, CancellationToken.None);

        Assert.Equal(first, await Adapter().SendAsync(Mails.Outbound, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task SendAsync_FolderThatCannotBeWritten_IsAConfigurationProblem()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        foreach (var path in new[] { file, Path.Combine(file, "email"), Path.Combine(_folder.Path, new string('x', 300)) })
        {
            var outcome = await new MailboxChannelAdapter(new MailboxFolder(path), Mails.Sender).SendAsync(Mails.Outbound, CancellationToken.None);

            Assert.Equal((SendOutcomeKind.Retry, FailureKind.Configuration), (outcome.Kind, outcome.Failure?.Kind));
            Assert.Contains(path, outcome.Failure!.Detail, StringComparison.Ordinal);
            Assert.Contains("AddMailbox", outcome.Failure.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task SendAsync_KeyThatIsNoFileName_IsRejected(string key)
    {
        var outcome = await Adapter().SendAsync(Sms with { IdempotencyKey = key }, CancellationToken.None);

        Assert.Equal(SendOutcomeKind.Rejected, outcome.Kind);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task SendAsync_EmailThatCannotBeWritten_IsRejectedWithoutRepeatingIt()
    {
        OutboundMessage[] messages =
        [
            Mails.Outbound with { Address = "secret" },
            Mails.Outbound with { Content = Mails.Outbound.Content with { Subject = "secret\r\nBcc: x@example.org" } },
        ];
        foreach (var message in messages)
        {
            var outcome = await Adapter().SendAsync(message, CancellationToken.None);

            Assert.Equal((SendOutcomeKind.Rejected, FailureKind.Refused), (outcome.Kind, outcome.Failure?.Kind));
            Assert.DoesNotContain("secret", outcome.Failure!.Detail, StringComparison.Ordinal);
            Assert.Empty(Files());
        }
    }

    [Fact]
    public void Capabilities_TakeEverythingADeveloperMaySend()
    {
        var capabilities = Adapter().Capabilities;

        Assert.True(capabilities.Attachments);
        Assert.True(capabilities.InternationalAddresses);
        Assert.Equal(TimeSpan.FromDays(365), capabilities.IdempotencyWindow);
    }

    private MailboxChannelAdapter Adapter() => new(new MailboxFolder(_folder.Path), Mails.Sender);

    private string[] Files() => Directory.GetFiles(_folder.Path);
}
