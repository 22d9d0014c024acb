using System.Globalization;

namespace Messaging.Providers.Smtp.Client;

/// <summary>One complete reply of a server (RFC 5321, 4.2), with its enhanced status code (RFC 2034, 3463) when it has one.</summary>
internal sealed class SmtpReply
{
    private readonly IReadOnlyList<string> _lines;

    /// <summary>Takes the parts of a reply.</summary>
    /// <param name="code">The three-digit code.</param>
    /// <param name="lines">The text of each line, without the code.</param>
    public SmtpReply(int code, IReadOnlyList<string> lines)
    {
        Code = code;
        _lines = lines;
        EnhancedCode = lines.Count == 0 ? null : ReadEnhancedCode(lines[0]);
    }

    /// <summary>The three-digit code, 200 to 599.</summary>
    public int Code { get; }

    /// <summary>The enhanced status code such as <c>5.1.1</c>, or null.</summary>
    public string? EnhancedCode { get; }

    /// <summary>The text of each line, as received. Not for logs.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Whether the command was done.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>Whether the server says good-bye with this reply (RFC 5321, 3.8): the connection is of no further use.</summary>
    public bool IsClosing => Code == 421;

    /// <summary>The text of all lines in one, without enhanced status codes. Not for logs.</summary>
    public string Text => string.Join(' ', _lines.Select(WithoutEnhancedCode));

    /// <summary>The codes only, such as <c>550 5.1.1</c>: safe to log.</summary>
    public override string ToString()
    {
        var code = Code.ToString(CultureInfo.InvariantCulture);
        return EnhancedCode is null ? code : $"{code} {EnhancedCode}";
    }

    private static string WithoutEnhancedCode(string line) =>
        ReadEnhancedCode(line) is { } enhanced ? line[enhanced.Length..].TrimStart() : line;

    private static string? ReadEnhancedCode(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? line : line[..end];
        var parts = word.Split('.');
        return parts.Length == 3 && parts[0] is "2" or "4" or "5" && parts[1..].All(IsShortNumber) ? word : null;
    }

    private static bool IsShortNumber(string part) => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit);
}
