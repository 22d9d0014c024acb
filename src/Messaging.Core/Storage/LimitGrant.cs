namespace Messaging.Storage;

/// <summary>What a bucket gave.</summary>
/// <param name="Granted">How many tokens, 0 or more.</param>
/// <param name="Left">How many are left, parts of one included.</param>
public sealed record LimitGrant(int Granted, double Left);
