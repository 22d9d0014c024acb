namespace Messaging.Templates.Syntax;

/// <summary>A path as the author wrote it, before it is resolved: <c>../</c> steps, a loop variable if it starts with one, and members.</summary>
internal sealed record WrittenPath(int Parents, bool IsThis, string? Variable, IReadOnlyList<string> Segments)
{
    public const string Root = "root";

    // Data is at most 32 levels deep.
    private const int MaxSegments = 64;

    private static readonly string[] Variables = [Root, "index", "key", "first", "last"];

    /// <summary>Reads a path.</summary>
    /// <returns>What is wrong with it, or null when it was read.</returns>
    public static string? Read(string text, out WrittenPath path)
    {
        var isVariable = text[0] == '@';
        var position = isVariable ? 1 : 0;
        var parents = 0;
        while (string.CompareOrdinal(text, position, "..", 0, 2) == 0 && EndsAt(text, position + 2, '/'))
        {
            parents++;
            position = Math.Min(position + 3, text.Length);
        }

        var isThis = !isVariable && (SkipWord(text, ref position, ".", '/') || SkipWord(text, ref position, "this", '.') || SkipWord(text, ref position, "this", '/'));
        path = new WrittenPath(parents, isThis, null, []);
        var segments = new List<string>();
        var needsSegment = isVariable || (parents == 0 && !isThis) || (position > 0 && position < text.Length) || (isThis && text[^1] is '/' or '.' && text.Length > 1);
        if (needsSegment && ReadSegments(text, position, segments) is { } problem)
        {
            return problem;
        }

        var variable = isVariable ? segments[0] : null;
        path = path with { Variable = variable, Segments = isVariable ? segments[1..] : segments };
        return variable is null || Variables.Contains(variable, StringComparer.Ordinal)
            ? null
            : $"There is no '@{variable}'. Inside {{{{#each}}}} there are @index, @key, @first and @last; @root is the whole data.";
    }

    private static string? ReadSegments(string text, int position, List<string> segments)
    {
        while (true)
        {
            var start = position;
            var bracketed = position < text.Length && text[position] == '[';
            position = bracketed ? text.IndexOf(']', position) + 1 : NameEnd(text, position);
            var name = bracketed ? text[(start + 1)..(position - 1)] : text[start..position];
            if (name.Length == 0 || name.IndexOfAny(['[', '.', '/']) >= 0)
            {
                return $"'{text}' is not a name. Names are joined by single dots, such as patient.firstName.";
            }

            if (segments.Count == MaxSegments)
            {
                return $"This name has more than {MaxSegments} parts.";
            }

            segments.Add(name);
            if (position == text.Length)
            {
                return null;
            }

            if (text[position] is not ('.' or '/'))
            {
                return $"'{text}' is not a name. Put a dot between its parts.";
            }

            position++;
        }
    }

    private static int NameEnd(string text, int position)
    {
        while (position < text.Length && text[position] is not ('.' or '/' or '[' or '@'))
        {
            position++;
        }

        return position;
    }

    private static bool EndsAt(string text, int position, char separator) => position == text.Length || text[position] == separator;

    private static bool SkipWord(string text, ref int position, string word, char separator)
    {
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0 || !EndsAt(text, position + word.Length, separator))
        {
            return false;
        }

        position = Math.Min(position + word.Length + 1, text.Length);
        return true;
    }
}
