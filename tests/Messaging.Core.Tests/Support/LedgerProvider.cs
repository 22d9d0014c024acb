using System.Collections.Concurrent;
using Messaging.Channels;

namespace Messaging.Core.Tests.Support;

/// <summary>A vendor whose adapters write into a ledger which account carried what.</summary>
public sealed class LedgerProvider(LedgerProvider.Ledger ledger) : ChannelProvider<LedgerProvider.Account>
{
    public override string Name => "ledger";

    public override IReadOnlyList<MessageChannel> ChannelsOf(Account options) => options.Channels;

    public override RateLimit? LimitOf(MessageChannel channel) => null;

    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, Account options)
    {
        ledger.Made.Enqueue(connection);
        return new Adapter(connection, options.Key?.Reveal() ?? "", ledger);
    }

    public sealed class Account
    {
        public Secret? Key { get; set; }

        public IReadOnlyList<MessageChannel> Channels { get; set; } = [MessageChannel.Email];
    }

    public sealed class Ledger
    {
        public ConcurrentQueue<string> Made { get; } = [];

        public ConcurrentQueue<(string Connection, string Key, string Tenant, string Address)> Sent { get; } = [];
    }

    private sealed class Adapter(string connection, string key, Ledger ledger) : IChannelAdapter, IConnectionTest
    {
        public ChannelCapabilities Capabilities { get; } = new();

        public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
        {
            ledger.Sent.Enqueue((connection, key, message.Tenant, message.Address));
            return Task.FromResult(SendOutcome.Accepted(null));
        }

        public Task<SendFailure?> TestAsync(CancellationToken cancellationToken) =>
            Task.FromResult(key == "wrong" ? new SendFailure(FailureKind.Configuration, "401") : null);
    }
}
