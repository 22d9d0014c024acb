using System.Collections.ObjectModel;
using Messaging.Channels;
using Messaging.Templates;

namespace Messaging.Planning;

/// <summary>Everything a plan depends on. Equal inputs give equal plans.</summary>
internal sealed record PlanInput
{
    /// <summary>What is asked for, already checked by <see cref="RequestRules"/>.</summary>
    public required MessageRequest Request { get; init; }

    /// <summary>Who it goes to.</summary>
    public required IReadOnlyList<PlanTarget> Targets { get; init; }

    /// <summary>Whether messages of the request's category need consent.</summary>
    public bool RequiresConsent { get; init; }

    /// <summary>The language for recipients who have none.</summary>
    public required string DefaultLocale { get; init; }

    /// <summary>The zone for recipients who have none.</summary>
    public required string DefaultTimeZone { get; init; }

    /// <summary>How long messages of the request's category live.</summary>
    public required TimeSpan ExpiresAfter { get; init; }

    /// <summary>The hours to keep, by channel.</summary>
    public required IReadOnlyDictionary<MessageChannel, SendHours> SendHours { get; init; }

    /// <summary>The template, or null for literal content and for one that is not known.</summary>
    public TemplateVersion? Template { get; init; }

    /// <summary>What the connections of each channel can do.</summary>
    public IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> Served { get; init; } = ReadOnlyDictionary<MessageChannel, ChannelCapabilities?>.Empty;

    /// <summary>The time of planning.</summary>
    public required DateTimeOffset Now { get; init; }
}
