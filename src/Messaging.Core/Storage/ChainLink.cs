using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>One delivery of a chain that falls back.</summary>
/// <param name="FirstId">The first message of the chain.</param>
/// <param name="Step">The place in the chain, 0 for the first.</param>
/// <param name="When">On what condition it falls back on the one before.</param>
/// <param name="Delivery">Where it stands.</param>
public sealed record ChainLink(Guid FirstId, short Step, FallbackWhen When, Delivery Delivery);
