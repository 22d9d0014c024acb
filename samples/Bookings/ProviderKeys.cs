using System.Globalization;

namespace Bookings;

/// <summary>What providers need to know, from the environment: nothing of it ever stands on a command line, where others could read it.</summary>
/// <param name="find">Reads a variable.</param>
/// <param name="address">The address given with <c>--base-url</c>, or null.</param>
internal sealed class ProviderKeys(Func<string, string?> find, Uri? address)
{
    /// <summary>How variables end that hold the address a provider gave to an account.</summary>
    private const string OwnAddress = "_BASE_URL";

    private const string Address = "MESSAGING_BASE_URL";
    private const string Port = "SMTP_PORT";
    private const int SubmissionPort = 587;

    /// <summary>Where to send instead of the provider's own address, such as a stand-in on this machine; null for the provider.</summary>
    public Uri? BaseUrl => address ?? AddressIn(Address);

    /// <summary>The port of the SMTP server.</summary>
    public int SmtpPort => Find(Port) is not { } text ? SubmissionPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
        : throw new UsageException($"{Port} must be a number from 1 to 65535.");

    /// <summary>The address that a variable holds, or null.</summary>
    public Uri? AddressIn(string name) => Find(name) is not { } text ? null : ParseAddress(text) ?? throw new UsageException($"{name} must be an address such as http://127.0.0.1:8025.");

    /// <summary>The value of a variable that is there.</summary>
    public string this[string name] => Find(name) ?? throw new UsageException($"{name} is not set.");

    /// <summary>The value of a variable, or null.</summary>
    public string? Find(string name) => find(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>The variables that a provider needs and that are not set.</summary>
    public IReadOnlyList<string> MissingFor(RealProvider provider) =>
        [.. provider.Needs.Append(provider.To).Where(n => Find(n) is null && !(n.EndsWith(OwnAddress, StringComparison.Ordinal) && BaseUrl is not null))];

    /// <summary>Reads the address of a provider or of a stand-in.</summary>
    /// <returns>The address, or null when the text is something else.</returns>
    public static Uri? ParseAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
