using Messaging;

namespace Bookings;

/// <summary>A provider that really sends.</summary>
/// <param name="Name">What <c>--provider</c> calls it.</param>
/// <param name="Channel">The channel to try it on.</param>
/// <param name="To">The environment variable with the address of the one who tries it.</param>
/// <param name="Needs">The other variables it cannot do without.</param>
/// <param name="Add">Adds it with the values of the variables.</param>
internal sealed record RealProvider(string Name, MessageChannel Channel, string To, IReadOnlyList<string> Needs, Action<MessagingBuilder, ProviderKeys> Add);
