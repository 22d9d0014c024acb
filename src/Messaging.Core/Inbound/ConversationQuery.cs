namespace Messaging.Inbound;

/// <summary>Which conversation to list: that with a person, by the host's key, or that with an address.</summary>
public sealed record ConversationQuery
{
    /// <summary>The most entries on a page: 200.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The tenant. The default, <c>""</c>, is the single tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The host's key of the person, or null to go by the address.</summary>
    public string? RecipientId { get; init; }

    /// <summary>What the key refers to, or null for anything.</summary>
    public string? RecipientType { get; init; }

    /// <summary>The address, with its channel in <see cref="Channel"/>. A phone number stands for SMS and WhatsApp together unless the channel is to be kept apart.</summary>
    public string? Address { get; init; }

    /// <summary>The channel. Needed with an address; with a person, null is all channels.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>How many entries a page has, from 1 to <see cref="MaxPageSize"/>. The default is 50.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Where to go on: <see cref="ConversationPage.Next"/> of the page before. Null starts with the newest entry.</summary>
    public string? Cursor { get; init; }

    /// <summary>The person's key only.</summary>
    public override string ToString() => $"ConversationQuery {{ RecipientId = {RecipientId} }}";
}
