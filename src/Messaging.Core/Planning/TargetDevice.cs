using Messaging.Preferences;

namespace Messaging.Planning;

/// <summary>A device that a push goes to.</summary>
/// <param name="Device">The device.</param>
/// <param name="Place">Which of the person's devices it is, from 1, the one seen last.</param>
/// <param name="Count">How many there are.</param>
/// <param name="State">What is known of its token as an address, or null.</param>
internal sealed record TargetDevice(Device Device, int Place, int Count, ContactState? State)
{
    /// <summary>Which device it is, in words that hold nothing of the token.</summary>
    public string Facts => FormattableString.Invariant($"device {Place} of {Count}, {Device.Platform}{(Device.App.Length > 0 ? $" {Device.App}" : "")}, seen {Device.SeenAt:O}");

    public override string ToString() => $"TargetDevice {{ Place = {Place} }}";
}
