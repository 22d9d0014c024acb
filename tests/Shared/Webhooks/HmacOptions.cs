namespace Messaging.TestTools.Webhooks;

public sealed class HmacOptions
{
    public Secret? Key { get; set; }

    public Secret? PreviousKey { get; set; }

    /// <summary>Tells accounts apart in a test's counts.</summary>
    public string Label { get; set; } = "";
}
