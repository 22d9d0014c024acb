using Markdig.Parsers;
using Markdig.Syntax;

namespace Messaging.Markup;

/// <summary>A line of Markdown that holds only tags of blocks, such as <c>{{#if late}}</c>.</summary>
internal sealed class StructureBlock(BlockParser parser, string tags) : LeafBlock(parser)
{
    public string Tags => tags;
}
