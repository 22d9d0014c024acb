using System.Text;
using Messaging.Templates.Rendering;

namespace Messaging.Templates.Sources;

/// <summary>Reads the text of a template file.</summary>
internal static class TemplateFileReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">Its part: a subject or a text does not end with the line break that editors put at the end of a file.</param>
    /// <param name="text">The text, with plain line breaks.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(string path, string part, out string text)
    {
        text = "";
        try
        {
            var size = new FileInfo(path).Length;
            if (size > RenderLimits.SourceBytes)
            {
                return $"is larger than {RenderLimits.SourceBytes / 1024} KiB. Make it shorter.";
            }

            var bytes = File.ReadAllBytes(path).AsSpan();
            bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            text = Strict.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);
            text = part == TemplateFileName.Html ? text : text.TrimEnd('\n');
            return null;
        }
        catch (DecoderFallbackException)
        {
            return "is not UTF-8. Save it with that encoding.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read ({e.GetType().Name}). Check the permissions of the file.";
        }
    }
}
