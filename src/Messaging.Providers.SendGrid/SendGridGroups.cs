namespace Messaging.Providers.SendGrid;

/// <summary>Shares out messages among requests: those that say the very same to different people go together.</summary>
/// <remarks>
/// A message is in exactly one request. Repeated attempts go alone: SendGrid refuses a request as a whole, and so a message can lose at most one attempt to its neighbours. An address stands in
/// a request only once, since SendGrid may refuse it otherwise.
/// </remarks>
internal static class SendGridGroups
{
    /// <summary>How many messages a request takes.</summary>
    public const int MaxSize = 1000;

    /// <summary>The requests, each as the places of its messages.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<SendGridDraft?> drafts)
    {
        var all = new List<Open>();
        var open = new Dictionary<SendGridShared, List<Open>>();
        for (var i = 0; i < drafts.Count; i++)
        {
            if (drafts[i] is not { } draft)
            {
                continue;
            }

            if (draft.Message.Attempt > 1)
            {
                all.Add(new Open(i, draft.Address));
                continue;
            }

            if (!open.TryGetValue(draft.Shared, out var same))
            {
                open[draft.Shared] = same = [];
            }

            if (!same.Exists(group => group.TryAdd(i, draft.Address)))
            {
                same.Add(new Open(i, draft.Address));
                all.Add(same[^1]);
            }
        }

        return [.. all.Select(static group => group.Places)];
    }

    private sealed class Open(int first, string address)
    {
        private readonly HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase) { address };

        public List<int> Places { get; } = [first];

        public bool TryAdd(int place, string another)
        {
            if (Places.Count == MaxSize || !_addresses.Add(another))
            {
                return false;
            }

            Places.Add(place);
            return true;
        }
    }
}
