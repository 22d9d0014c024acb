namespace Messaging.Dispatching;

/// <summary>Why a connection is not used for now.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Until">Until when.</param>
/// <param name="Code">The verdict on messages that wait for it.</param>
/// <param name="Reason">The code that led to it, or an empty string.</param>
internal readonly record struct ConnectionBlock(string Connection, DateTimeOffset Until, DecisionCode Code, string Reason);
