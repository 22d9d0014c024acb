using Messaging.Channels;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>What must be seen nowhere: secrets, and of each message its address and what it says.</summary>
internal sealed class Leaks(AdapterUnderTest subject)
{
    /// <summary>Fails when a text that anyone may read holds a secret, an address or content.</summary>
    public void Check(string place, string? text, IEnumerable<OutboundMessage> messages)
    {
        CheckSecrets(place, text);
        foreach (var message in messages)
        {
            foreach (var (what, value) in PartsOf(message))
            {
                Expect.True(!Holds(text, value), $"{place} holds nothing of a message, and it holds its {what}");
            }
        }
    }

    /// <summary>Fails when a text holds a secret.</summary>
    public void CheckSecrets(string place, string? text) =>
        Expect.True(!subject.Secrets.Any(s => Holds(text, s)), $"{place} holds no secret, and it does");

    private static IEnumerable<(string What, string? Value)> PartsOf(OutboundMessage message) =>
    [
        ("address", message.Address), ("address", message.Address.TrimStart('+')), ("name", message.RecipientName), ("subject", message.Content.Subject), ("text", message.Content.Text),
        ("HTML", message.Content.Html),
    ];

    private static bool Holds(string? text, string? value) => !string.IsNullOrEmpty(value) && text?.Contains(value, StringComparison.OrdinalIgnoreCase) == true;
}
