using Messaging.Channels;

namespace Messaging.Testing.Conformance;

/// <summary>An adapter with what the conformance cases need around it: how to make it, what to send, and how its vendor behaves. One per channel of a provider.</summary>
public sealed class AdapterUnderTest
{
    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>Makes the adapter. Called for each case, with another address of the provider.</summary>
    public required Func<AdapterEnvironment, IChannelAdapter> Create { get; init; }

    /// <summary>How the vendor behaves.</summary>
    public required VendorScript Vendor { get; init; }

    /// <summary>Every secret that the adapter is made with: keys, tokens, passwords. They must appear in no log, exception or address.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Makes a message of its own for a number: another address, subject and text for each. The default fits the channels that the library knows.</summary>
    public Func<int, OutboundMessage>? Sample { get; init; }

    /// <summary>How long a call may take before the adapter counts as hanging. The default is 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    internal OutboundMessage MessageOf(int number) => Sample?.Invoke(number) ?? SampleMessage.Of(Channel, number);
}
