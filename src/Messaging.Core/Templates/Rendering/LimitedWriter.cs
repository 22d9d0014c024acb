using System.Globalization;
using System.Text;

namespace Messaging.Templates.Rendering;

/// <summary>Gathers a rendered part and stops the rendering when it grows too large.</summary>
internal sealed class LimitedWriter(RenderPass pass, int capacity) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new(capacity);
    private int _bytes;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        _bytes += Encoding.UTF8.GetByteCount(buffer);
        if (_bytes > RenderLimits.OutputBytes)
        {
            throw pass.Limit($"produced more than {RenderLimits.OutputBytes / 1024 / 1024} MiB");
        }

        _text.Append(buffer);
    }

    public override string ToString() => _text.ToString();
}
