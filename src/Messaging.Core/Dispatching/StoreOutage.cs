namespace Messaging.Dispatching;

/// <summary>That the store fails.</summary>
/// <param name="Since">Since when, by this process's clock.</param>
/// <param name="Reason">Why, in the library's own words, or an empty string.</param>
internal sealed record StoreOutage(DateTimeOffset Since, string Reason);
