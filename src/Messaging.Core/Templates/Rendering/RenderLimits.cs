namespace Messaging.Templates.Rendering;

/// <summary>What one rendering may use. Authors of templates are not developers, so a template that runs away is stopped, not trusted.</summary>
internal static class RenderLimits
{
    /// <summary>Items repeated, partials shown and helpers called, over all parts of a content.</summary>
    public const int Steps = 10_000;

    /// <summary>How deep partials may show partials.</summary>
    public const short PartialDepth = 10;

    /// <summary>The size of a rendered part in bytes of UTF-8.</summary>
    public const int OutputBytes = 1024 * 1024;

    /// <summary>The size of a part's template text in bytes of UTF-8.</summary>
    public const int SourceBytes = 256 * 1024;

    /// <summary>The time for all parts of a content.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(250);
}
