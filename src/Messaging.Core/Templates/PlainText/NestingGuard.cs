using AngleSharp.Dom;

namespace Messaging.Templates.PlainText;

/// <summary>Watches a page being read and stops when its elements nest too deep: the time to read it grows with the square of the depth.</summary>
internal sealed class NestingGuard(Action<int> onTooDeep)
{
    /// <summary>Several times as deep as mails are laid out.</summary>
    public const int MaxDepth = 256;

    private IElement? _last;

    /// <summary>Takes note of an element. It is not part of the page yet; the one before it is.</summary>
    public void Created(IElement element)
    {
        var depth = 0;
        for (var ancestor = _last?.ParentElement; ancestor is not null; ancestor = ancestor.ParentElement)
        {
            depth++;
        }

        if (depth > MaxDepth)
        {
            onTooDeep(MaxDepth);
        }

        _last = element;
    }
}
