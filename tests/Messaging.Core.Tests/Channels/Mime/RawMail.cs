using System.Text;

namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>An email as a strict receiver splits it: headers by the rules of RFC 5322, nothing forgiven.</summary>
internal sealed class RawMail
{
    private RawMail(string text)
    {
        Lines = text.Split("\r\n");
        var end = Array.IndexOf(Lines, "");
        Assert.True(end > 0, "No header, or no end of the headers.");
        HeaderLines = Lines[..end];
        BodyLines = Lines[(end + 1)..];
    }

    public string[] Lines { get; }

    /// <summary>The lines up to the first empty one, folded as they are.</summary>
    public string[] HeaderLines { get; }

    public string[] BodyLines { get; }

    /// <summary>Name and unfolded value of each header.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers
    {
        get
        {
            var headers = new List<(string Name, string Value)>();
            foreach (var line in HeaderLines)
            {
                if (line[0] is ' ' or '\t')
                {
                    headers[^1] = (headers[^1].Name, headers[^1].Value + line);
                    continue;
                }

                var colon = line.IndexOf(':', StringComparison.Ordinal);
                Assert.True(colon > 0, "A header line without a name.");
                headers.Add((line[..colon], line[(colon + 1)..].TrimStart(' ')));
            }

            return headers;
        }
    }

    /// <summary>The lines that separate parts.</summary>
    public int BoundaryLines => BodyLines.Count(static l => l.StartsWith("--=_", StringComparison.Ordinal));

    /// <summary>Splits an email and fails on a bare CR or LF, a NUL, or a line above 998 octets.</summary>
    public static RawMail Parse(byte[] mail)
    {
        for (var i = 0; i < mail.Length; i++)
        {
            var isBare = (mail[i] == '\r' && (i + 1 == mail.Length || mail[i + 1] != '\n')) || (mail[i] == '\n' && (i == 0 || mail[i - 1] != '\r'));
            Assert.False(isBare, "A line break that is not CRLF.");
            Assert.NotEqual(0, mail[i]);
        }

        var result = new RawMail(Encoding.UTF8.GetString(mail));
        Assert.Equal("", result.Lines[^1]);
        Assert.All(result.Lines, static l => Assert.InRange(Encoding.UTF8.GetByteCount(l), 0, 998));
        return result;
    }
}
