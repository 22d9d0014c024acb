using Messaging.Messages;

namespace Messaging.Core.Tests.Protocol;

/// <summary>A delivery row as a number and back. Tokens are left out, they are compared and not counted; times become the hour that matters.</summary>
internal static class RowCode
{
    public static readonly Guid Id = new("00000000-0000-0000-0000-0000000000d1");
    public static readonly DateTimeOffset Midnight = new(2030, 1, 15, 0, 0, 0, TimeSpan.Zero);
    public static readonly string[] Connections = ["", "a", "b"];

    // Where Pack puts them.
    private const int GenerationAt = 14;
    private const int AttemptAt = 22;

    private static readonly string?[] ProviderIds = [null, .. Enumerable.Range(1, 15).Select(i => $"p{i}")];

    /// <summary>The provider's id with a number from 1 to 15, or null for 0.</summary>
    public static string? ProviderId(int number) => ProviderIds[number];

    public static int NumberOf(string? providerId) => Array.IndexOf(ProviderIds, providerId);

    public static DateTimeOffset Now(int hour) => Midnight.AddHours(hour);

    /// <summary>The generation in a code, without the row.</summary>
    public static int GenerationOf(ulong code) => (int)(code >> GenerationAt) & 3;

    /// <summary>The attempt in a code, without the row.</summary>
    public static int AttemptOf(ulong code) => (int)(code >> AttemptAt) & 7;

    /// <summary>The code of a row of which nothing is known but generation and attempt.</summary>
    public static ulong Pack(int generation, int attempt) => ((ulong)generation << GenerationAt) | ((ulong)attempt << AttemptAt);

    public static ulong Pack(Delivery row)
    {
        ulong code = 0;
        Add(row.WorkState == WorkState.Done ? 3 : (int)row.WorkState, 2);
        Add((int)row.Outcome, 4);
        Add(row.StatusRank / 5, 4);
        Add(row.StartedAt is null ? 0 : 1, 1);
        Add(row.Attempt, 3);
        Add(row.RetryCount, 3);
        Add(row.RescueCount, 3);
        Add(row.Generation, 2);
        Add((int)row.CancelRequested, 2);
        Add(row.Ambiguous ? 1 : 0, 1);
        Add(row.PossibleDuplicate ? 1 : 0, 1);
        Add(row.DuplicateConfirmed ? 1 : 0, 1);
        Add(row.CapDay, 1);
        Add(row.KeyExpiresAt is { } key ? (key - Midnight).Hours + 1 : 0, 2);
        Add(Array.IndexOf(Connections, row.Connection), 2);
        Add(NumberOf(row.ProviderMessageId), 4);
        return code;

        void Add(int value, int bits)
        {
            if (value >> bits != 0)
            {
                throw new ArgumentOutOfRangeException(nameof(row), row, $"{value} does not fit into {bits} bits: the model counts without end, or needs more bits.");
            }

            code = (code << bits) | (uint)value;
        }
    }

    public static Delivery Unpack(ulong code, long token, Variant variant)
    {
        var providerId = Take(4);
        var connection = Take(2);
        var key = Take(2);
        var (cap, confirmed, possible, ambiguous) = (Take(1), Take(1), Take(1), Take(1));
        var (cancel, generation, rescues, retries, attempt) = (Take(2), Take(2), Take(3), Take(3), Take(3));
        var (started, rank, outcome, work) = (Take(1), Take(4), Take(4), Take(2));
        return new Delivery
        {
            Id = Id,
            Channel = variant.Channel,
            LaneKey = 0,
            Policy = variant.Policy,
            DueAt = Midnight,
            ExpiresAt = variant.Expires && generation == 0 ? Now(variant.Hours - 1) : Midnight.AddYears(1),
            WorkState = work == 3 ? WorkState.Done : (WorkState)work,
            Outcome = (DeliveryOutcome)outcome,
            StatusRank = (short)(rank * 5),
            OwnerEpoch = work == (int)WorkState.Leased ? ModelStore.Owner : null,
            LeaseToken = token,
            StartedAt = started == 1 ? Midnight : null,
            Attempt = (short)attempt,
            RetryCount = (short)retries,
            RescueCount = (short)rescues,
            Generation = (short)generation,
            CancelRequested = (CancelReason)cancel,
            Ambiguous = ambiguous == 1,
            PossibleDuplicate = possible == 1,
            DuplicateConfirmed = confirmed == 1,
            CapDay = cap,
            KeyExpiresAt = key == 0 ? null : Now(key - 1).AddMinutes(30),
            Connection = Connections[connection],
            ProviderMessageId = ProviderId(providerId),
        };

        int Take(int bits)
        {
            var value = (int)(code & ((1UL << bits) - 1));
            code >>= bits;
            return value;
        }
    }
}
