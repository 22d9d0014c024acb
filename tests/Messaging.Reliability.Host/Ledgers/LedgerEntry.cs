using System.Globalization;

namespace Messaging.Reliability.Host.Ledgers;

/// <summary>One message that a provider took, as it wrote it down itself.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Attempt">Which attempt it came with, or 0 when the provider cannot tell.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Node">The process that called.</param>
/// <param name="Recipient">The address.</param>
/// <param name="IsRepeat">Whether the provider knew the key and let the call have no effect.</param>
public sealed record LedgerEntry(Guid MessageId, int Attempt, string Key, string Node, string Recipient, bool IsRepeat)
{
    private const char Separator = '\t';

    public static LedgerEntry Parse(string line)
    {
        var parts = line.Split(Separator);
        return new LedgerEntry(
            Guid.ParseExact(parts[0], "N"), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3], parts[4], string.Equals(parts[5], "repeat", StringComparison.Ordinal));
    }

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture, $"{MessageId:N}{Separator}{Attempt}{Separator}{Key}{Separator}{Node}{Separator}{Recipient}{Separator}{(IsRepeat ? "repeat" : "taken")}");
}
