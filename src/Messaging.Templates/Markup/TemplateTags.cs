using Markdig;
using Markdig.Renderers;

namespace Messaging.Markup;

/// <summary>Makes Markdown know the tags of a template.</summary>
internal sealed class TemplateTags(ProtectedText text) : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.BlockParsers.Insert(0, new StructureBlockParser(text));

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) => ((HtmlRenderer)renderer).ObjectRenderers.Insert(0, new StructureBlockRenderer());
}
