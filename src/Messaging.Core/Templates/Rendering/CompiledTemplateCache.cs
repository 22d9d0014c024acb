using System.Collections.Concurrent;

namespace Messaging.Templates.Rendering;

/// <summary>Keeps the templates compiled last. Thread-safe; a text is compiled once, and reading takes no lock.</summary>
/// <remarks>Two generations: when the young one is full it becomes the old one, and what was not used since is forgotten. So at most twice the size is held.</remarks>
internal sealed class CompiledTemplateCache(int size = 512)
{
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<Key, Lazy<CompiledTemplate>> _young = new();
    private volatile ConcurrentDictionary<Key, Lazy<CompiledTemplate>> _old = new();

    /// <summary>How many templates are held.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>A template text with its layout and partials, compiled.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isHtml">Whether it is HTML.</param>
    /// <param name="layout">The code of the layout, or null.</param>
    /// <param name="includes">The layout and partials: the same list for as long as they are the same.</param>
    public CompiledTemplate Get(string text, bool isHtml, string? layout = null, IReadOnlyList<TemplateInclude>? includes = null)
    {
        var key = new Key(text, isHtml, layout, includes is { Count: > 0 } ? includes : null);
        return _young.TryGetValue(key, out var found) ? found.Value : Add(key).Value;
    }

    private Lazy<CompiledTemplate> Add(Key key)
    {
        lock (_gate)
        {
            if (_young.TryGetValue(key, out var found))
            {
                return found;
            }

            if (_young.Count >= size)
            {
                _old = _young;
                _young = new ConcurrentDictionary<Key, Lazy<CompiledTemplate>>();
            }

            found = _old.TryRemove(key, out var kept) ? kept : new Lazy<CompiledTemplate>(() => CompiledTemplate.Create(key.Text, key.IsHtml, key.Layout, key.Includes));
            _young[key] = found;
            return found;
        }
    }

    private readonly struct Key(string text, bool isHtml, string? layout, IReadOnlyList<TemplateInclude>? includes) : IEquatable<Key>
    {
        private const int Sampled = 32;

        public string Text { get; } = text;

        public bool IsHtml { get; } = isHtml;

        public string? Layout { get; } = layout;

        public IReadOnlyList<TemplateInclude>? Includes { get; } = includes;

        public bool Equals(Key other) =>
            IsHtml == other.IsHtml && ReferenceEquals(Includes, other.Includes) && string.Equals(Layout, other.Layout, StringComparison.Ordinal) && string.Equals(Text, other.Text, StringComparison.Ordinal);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        // Some characters spread over the text are enough to tell templates apart; hashing all of a long one would cost more than rendering it.
        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(Text.Length);
            hash.Add(IsHtml);
            var step = Math.Max(1, Text.Length / Sampled);
            for (var i = Text.Length - 1; i >= 0; i -= step)
            {
                hash.Add(Text[i]);
            }

            return hash.ToHashCode();
        }
    }
}
