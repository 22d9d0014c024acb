using Markdig.Parsers;

namespace Messaging.Markup;

/// <summary>Reads lines that hold only tags of blocks. They end what stands before them and are no paragraph.</summary>
internal sealed class StructureBlockParser : BlockParser
{
    private readonly ProtectedText _text;

    public StructureBlockParser(ProtectedText text)
    {
        _text = text;
        OpeningCharacters = [text.FirstLetter];
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent || !_text.IsStructure(processor.Line.AsSpan()))
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new StructureBlock(this, processor.Line.ToString().Trim()));
        return BlockState.BreakDiscard;
    }
}
