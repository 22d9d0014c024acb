using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HandlebarsDotNet.Iterators;
using HandlebarsDotNet.PathStructure;
using HandlebarsDotNet.ValueProviders;

namespace Messaging.Templates.Rendering;

/// <summary>Repeats the body of <c>{{#each}}</c>, one step of the budget for each item.</summary>
internal sealed class NodeIterator : IIterator
{
    private static readonly object True = true;
    private static readonly object False = false;

    public void Iterate(
        in EncodedTextWriter writer, BindingContext context, ChainSegment[] blockParamsVariables, object input, TemplateDelegate template, TemplateDelegate ifEmpty)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(ifEmpty);
        var items = (IRepeatable)input;
        using var frame = context.CreateFrame(context.Value);
        if (items.Count == 0)
        {
            ifEmpty(writer, frame);
            return;
        }

        var pass = RenderPass.Of(context);
        var loop = new IteratorValues(frame) { First = True, Last = False };
        var index = 0;
        foreach (var (key, value) in items.Items)
        {
            pass.Step();
            loop.First = index == 0 ? True : False;
            loop.Last = index == items.Count - 1 ? True : False;
            loop.Index = index;
            loop.Key = key;
            loop.Value = value;
            frame.Value = value;
            template(writer, frame);
            index++;
        }
    }
}
