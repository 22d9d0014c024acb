namespace Messaging.Core.Tests.Protocol;

/// <summary>What is true outside the row: what the provider did, which reports are on their way, what was promised. The rules are judged against this.</summary>
internal readonly record struct World
{
    public byte Hour { get; init; }

    /// <summary>How often it was replayed.</summary>
    public byte Generation { get; init; }

    /// <summary>How often the recipient gets it in this generation: 0, 1 or more.</summary>
    public byte Effects { get; init; }

    /// <summary>The same for the generation before.</summary>
    public byte EarlierEffects { get; init; }

    /// <summary>The attempts of this generation that were accepted, one bit each.</summary>
    public byte Accepted { get; init; }

    /// <summary>Those about which a report will come.</summary>
    public byte Reporting { get; init; }

    /// <summary>Whether a report about the generation before will come.</summary>
    public bool ReportsEarlier { get; init; }

    /// <summary>The connections that remember the key of this generation, one bit each.</summary>
    public byte Remembering { get; init; }

    /// <summary>Whether the store was told of an acceptance in this generation.</summary>
    public bool IsProved { get; init; }

    /// <summary>Whether somebody was told that it will not be sent.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The latest attempt of this generation that was reported as failed.</summary>
    public byte Failed { get; init; }

    /// <summary>Whether the content is frozen.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>How often it was counted towards the daily cap in this generation.</summary>
    public byte Counted { get; init; }

    /// <summary>The attempts that are stored with the provider's id, one bit each.</summary>
    public byte Identified { get; init; }

    /// <summary>The stored reports that wait for their attempt: two bits each, delivered and failed.</summary>
    public byte Waiting { get; init; }

    /// <summary>The same for the same world, and for no other.</summary>
    public ulong Code => Flags | ((ulong)Hour << 4) | ((ulong)Generation << 8) | ((ulong)Effects << 12) | ((ulong)EarlierEffects << 16) | ((ulong)Accepted << 20) | ((ulong)Reporting << 24)
        | ((ulong)Remembering << 28) | ((ulong)Failed << 32) | ((ulong)Counted << 36) | ((ulong)Identified << 40) | ((ulong)Waiting << 44);

    private ulong Flags => (ReportsEarlier ? 1UL : 0) | (IsProved ? 2UL : 0) | (IsCancelled ? 4UL : 0) | (IsFrozen ? 8UL : 0);
}
