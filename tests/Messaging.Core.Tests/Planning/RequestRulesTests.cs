using Messaging.Core.Tests.Support;
using Messaging.Storage;
using Messaging.Testing;

namespace Messaging.Core.Tests.Planning;

/// <summary>Bad requests: each is a typed error that names the member and the remedy, and nothing is stored.</summary>
public sealed class RequestRulesTests
{
    public static TheoryData<string, MessageRequest> BadRequests => new()
    {
        { "Template", new MessageRequest { To = [Someone()] } },
        { "Template", Good() with { Template = "both" } },
        { "Content.Text", Good() with { Content = new InlineContent { Subject = "only" } } },
        { "Content.Subject", Good() with { Content = new InlineContent { Subject = "a\r\nBcc: x@y.z", Text = "t" } } },
        { "To", Good() with { To = [] } },
        { "To", Good() with { To = [.. Enumerable.Repeat(Someone(), 1_001)] } },
        { "To[0].Email", Good() with { To = [Someone() with { Email = "a@b.com, c@d.com" }] } },
        { "To[0].Email", Good() with { To = [Someone() with { Email = "a@[127.0.0.1]" }] } },
        { "To[0].Email", Good() with { To = [Someone() with { Email = "a@example.org\n" }] } },
        { "To[1].Addresses[email]", Good() with { To = [Someone(), Someone() with { Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.Email] = "+491701234567" } }] } },
        { "Cc[0]", Good() with { Cc = ["a@b.com, c@d.com"] } },
        { "Bcc[1]", Good() with { Bcc = ["a@b.com", "c@d.com\r\nX: y"] } },
        { "Cc", Good() with { Cc = [.. Enumerable.Range(0, 11).Select(i => $"a{i}@b.com")] } },
        { "To[0].Name", Good() with { To = [Someone() with { Name = "Lan\0" }] } },
        { "To[0].Locale", Good() with { To = [Someone() with { Locale = "de_AT!" }] } },
        { "To[0].TimeZone", Good() with { To = [Someone() with { TimeZone = "Mars/Olympus" }] } },
        { "Channels", Good() with { Channels = [MessageChannel.Sms] } },
        { "Channels", Good() with { Channels = ["carrierpigeon"] } },
        { "Channels", Good() with { Channels = [default] } },
        { "ExpiresAt", Good() with { SendAt = At(2), ExpiresAt = At(1) } },
        { "IdempotencyKey", Good() with { IdempotencyKey = " " } },
        { "IdempotencyKey", Good() with { IdempotencyKey = new string('k', 201) } },
        { "Tenant", Good() with { Tenant = new string('t', 101) } },
        { "Tags", Good() with { Tags = [.. Enumerable.Repeat("t", 21)] } },
        { "Metadata", Good() with { Metadata = new Dictionary<string, string> { ["k"] = new string('v', 10_001) } } },
        { "Priority", Good() with { Priority = (MessagePriority)9 } },
        { "Category", Good() with { Category = (MessageCategory)9 } },
        { "Headers[X-A]", Good() with { Headers = new Dictionary<string, string> { ["X-A"] = "a\r\nBcc: x@y.z" } } },
        { "Headers[Bcc]", Good() with { Headers = new Dictionary<string, string> { ["Bcc"] = "x@y.z" } } },
        { "Headers[…]", Good() with { Headers = new Dictionary<string, string> { ["lan@example.org"] = "x" } } },
        { "Headers[X-A]", Good() with { Headers = new Dictionary<string, string> { ["X-A"] = null! } } },
        { "Tags", Good() with { Tags = [null!] } },
        { "Metadata[order]", Good() with { Metadata = new Dictionary<string, string> { ["order"] = null! } } },
        { "To", Good() with { To = null! } },
        { "SendAt", Good() with { SendAt = DateTimeOffset.MaxValue } },
        { "ExpiresAt", Good() with { ExpiresAt = DateTimeOffset.MaxValue } },
        { "To[0].Id", Good() with { To = ["lan@example.org"] } },
        { "ReplyTo", Good() with { ReplyTo = "not an address" } },
        { "SenderName", Good() with { SenderName = "a\nb" } },
        { "Attachments[0].Source", Good() with { Attachments = [new MessageAttachment { FileName = "a.txt", Source = "/etc/passwd" }] } },
        { "Attachments[0].FileName", Good() with { Attachments = [new MessageAttachment { FileName = "run.exe", Content = new byte[1] }] } },
        { "Data", Good() with { Content = null, Template = "t", Data = 5 } },
    };

    [Theory]
    [MemberData(nameof(BadRequests), DisableDiscoveryEnumeration = true)]
    public async Task Send_BadRequest_IsATypedErrorThatNamesTheMember(string target, MessageRequest request)
    {
        await using var host = new TestHost(b => b.AddTemplate("t", t => t.Email("s", text: "x")));
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(request));
        Assert.Contains(error.Errors, e => e.Target == target);
        Assert.DoesNotContain("example.org", error.Message, StringComparison.Ordinal);
        Assert.Empty((await host.Client.ListAsync(new MessageQuery())).Messages);
    }

    [Fact]
    public async Task Send_SeveralMistakes_NamesAll()
    {
        await using var host = new TestHost();
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(new MessageRequest { To = [], ReplyTo = "x", Tenant = "a\nb" }));
        Assert.Equal(["ReplyTo", "Template", "Tenant", "To"], error.Errors.Select(e => e.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_WrongLabelAndWrongAddress_NamesBoth()
    {
        await using var host = new TestHost();
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(Good() with { Type = "a\nb", To = [Someone(), new Recipient { Email = "nowhere" }] }));
        Assert.Equal(["To[1].Email", "Type"], error.Errors.Select(e => e.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_NullsOfNullableColumns_CountAsEmpty()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Text = "x" },
            To = [new Recipient { Id = null!, Name = null!, Type = null!, Locale = null!, TimeZone = null!, Phone = null!, Addresses = null!, Email = "lan@example.org" }],
            Channels = null!,
            Tags = null!,
            Attachments = null!,
            Headers = null!,
            Metadata = null!,
            Type = null!,
            Tenant = null!,
            CreatedBy = null!,
        });
        await host.DispatchAsync();
        Assert.Equal(id, Assert.Single(host.Email.Sent).Id);
    }

    [Fact]
    public async Task Send_ToSomeoneWithoutAPhone_LeavesSmsOutAndSaysSo()
    {
        await using var host = new TestHost(b => b.AddChannel("sms", MessageChannel.Sms, _ => new RecordingChannelAdapter()));
        var request = Good() with
        {
            To = [new Recipient { Id = "a", Email = "a@example.org" }, new Recipient { Id = "b", Email = "b@example.org", Phone = "+4915112345678" }, new Recipient { Id = "c" }],
            Channels = [MessageChannel.Email, MessageChannel.Sms],
            Category = MessageCategory.Security,
            IdempotencyKey = "k",
        };
        var receipt = await host.Client.SendAsync(request);
        Assert.Equal(["a email send.now", "b email send.now", "b sms send.now", "c email suppress.no-address"], receipt.Messages.Select(m => $"{m.RecipientId} {m.Channel} {m.Code}"));
        Assert.Equal(["a sms suppress.no-address", "c sms suppress.no-address"], receipt.LeftOut.Select(c => $"{c.RecipientId} {c.Channel} {c.Code}"));
        Assert.Equal(receipt.LeftOut, (await host.Client.SendAsync(request)).LeftOut);
    }

    [Fact]
    public async Task Send_ChannelWithoutAdapter_NamesTheCall()
    {
        await using var host = new TestHost();
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(Good() with { Channels = [MessageChannel.InApp] }));
        Assert.Contains("No adapter serves channel 'inapp'. Call AddInApp()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AttachmentsWithoutAChannelThatTakesThem_IsRefused()
    {
        await using var host = new TestHost(b => b.AddInApp());
        var attachments = new[] { new MessageAttachment { FileName = "a.txt", Content = new byte[1] } };
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(Good() with { To = ["p"], Channels = [MessageChannel.InApp], Attachments = attachments }));
        await host.Client.SendAsync(Good() with { Attachments = attachments });
    }

    private static MessageRequest Good() => TestHost.Request();

    private static Recipient Someone() => new() { Email = "lan@example.org" };

    private static DateTimeOffset At(int hours) => new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours);
}
