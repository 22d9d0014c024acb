using System.Text;
using Messaging.Expressions;

namespace Messaging.Html;

/// <summary>The classes of an attribute that are there whatever the data says.</summary>
internal static class DynamicClasses
{
    private const char Unknown = '\u0001';

    /// <summary>Leaves out what stands in blocks, and names that are put together with a value.</summary>
    public static string Fixed(string source, int start, int end, IEnumerable<Expression> expressions)
    {
        var text = new StringBuilder();
        var (position, depth) = (start, 0);
        foreach (var expression in expressions)
        {
            text.Append(depth == 0 ? source[position..expression.Start] : "").Append(Unknown);
            depth += expression.Kind == ExpressionKind.Open ? 1 : expression.Kind == ExpressionKind.Close ? -1 : 0;
            position = expression.End;
        }

        text.Append(source, position, end - position);
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(name => !name.Contains(Unknown, StringComparison.Ordinal)));
    }
}
