namespace Messaging.Providers.SendGrid;

/// <summary>Finds a header in the header section of a mail.</summary>
internal static class MailHeader
{
    private const int MaxValue = 998;

    /// <summary>The value of a header, folded lines joined, or an empty string.</summary>
    public static string Find(string headers, string name)
    {
        string? value = null;
        foreach (var raw in headers.AsSpan().EnumerateLines())
        {
            if (value is not null)
            {
                if (raw.Length == 0 || raw[0] is not (' ' or '\t') || value.Length > MaxValue)
                {
                    break;
                }

                value += " " + raw.Trim().ToString();
            }
            else if (raw.Length > name.Length && raw[name.Length] == ':' && raw.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                value = raw[(name.Length + 1)..].Trim().ToString();
            }
        }

        return value is null ? "" : value.Length > MaxValue ? value[..MaxValue] : value.Trim();
    }
}
