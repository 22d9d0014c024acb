namespace Messaging.Core.Tests.Protocol;

/// <summary>A step, and the rule that it breaks.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Next">The state after it.</param>
/// <param name="Broken">The rule, or null.</param>
internal readonly record struct Move(string Name, ProtocolState Next, string? Broken);
