namespace Messaging.Channels;

/// <summary>An account whose options were checked, and the provider that makes adapters and parsers from them.</summary>
internal sealed record KnownAccount(ProviderAccount Account, ChannelProvider Provider)
{
    /// <summary>The name only: the options hold secrets.</summary>
    public override string ToString() => $"KnownAccount {{ Name = {Account.Name} }}";
}
