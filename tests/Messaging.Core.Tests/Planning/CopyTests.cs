using Messaging.Core.Tests.Support;
using Messaging.Storage;
using Messaging.Testing;

namespace Messaging.Core.Tests.Planning;

/// <summary>Copies of an email: handed to adapters that can, refused before anything is stored where one cannot.</summary>
public sealed class CopyTests
{
    private static readonly MessageRequest Request = TestHost.Request("key-1") with { Cc = ["office@example.org"], Bcc = ["archive@example.org"] };

    [Fact]
    public async Task Send_WithCopies_HandsThemToTheAdapter()
    {
        await using var host = new TestHost(email: new RecordingChannelAdapter { Capabilities = new() { Copies = true } });
        await host.Client.SendAsync(Request);
        await host.DispatchAsync();
        var sent = Assert.Single(host.Email.Sent);
        Assert.Equal(Request.Cc, sent.Cc);
        Assert.Equal(Request.Bcc, sent.Bcc);
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => host.Client.SendAsync(Request with { Bcc = [] }));
    }

    [Fact]
    public async Task Send_ByAConnectionThatTakesNone_IsRefused()
    {
        await using var host = new TestHost(email: new RecordingChannelAdapter { Capabilities = new() });
        var failure = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(Request));
        Assert.Equal(["Cc", "Bcc"], failure.Errors.Select(e => e.Target));
        Assert.Empty((await host.Client.ListAsync(new MessageQuery())).Messages);
    }
}
