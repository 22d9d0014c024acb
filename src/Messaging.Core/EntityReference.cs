namespace Messaging;

/// <summary>The business object of the host that a message is about, such as a booking or an invoice. Messages can be listed by it.</summary>
/// <param name="Type">What it is, in the host's words: <c>booking</c>, <c>invoice</c>. At most 50 characters.</param>
/// <param name="Id">Its key in the host's data. At most 100 characters.</param>
public readonly record struct EntityReference(string Type, string Id)
{
    /// <summary>No business object.</summary>
    public static EntityReference None { get; } = new("", "");

    /// <summary>The type, never null.</summary>
    public string Type { get; init; } = Type ?? "";

    /// <summary>The key, never null.</summary>
    public string Id { get; init; } = Id ?? "";
}
