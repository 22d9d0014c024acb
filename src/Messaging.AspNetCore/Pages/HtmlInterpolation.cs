using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Messaging.Pages;

/// <summary>Writes interpolated HTML: what stands in the code goes out as it is, every value encoded.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlInterpolation
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _source;

    public HtmlInterpolation(int literalLength, int formattedCount) => _source = new StringBuilder(literalLength + (formattedCount * 32));

    public void AppendLiteral(string text) => _source.Append(text);

    public void AppendFormatted(string? value) => _source.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted(Html value) => _source.Append(value.ToSource());

    public string ToSource() => _source.ToString();
}
