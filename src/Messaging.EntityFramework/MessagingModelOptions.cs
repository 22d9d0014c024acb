namespace Messaging;

/// <summary>Which tables <c>modelBuilder.AddMessaging(...)</c> adds to a host's own context, and where.</summary>
public sealed class MessagingModelOptions
{
    /// <summary>The schema of the tables. Null, the default, is the context's default schema. SQLite has no schemas.</summary>
    public string? Schema { get; set; }

    /// <summary>What every table name starts with. The default is <c>messaging_</c>, so that no table of the host is in the way.</summary>
    public string TablePrefix { get; set; } = "messaging_";

    /// <summary>Whether to add the table of the in-app channel. Set it together with <c>AddInApp()</c>; the default is false.</summary>
    public bool Inbox { get; set; }

    /// <summary>Whether to add the tables of stored templates. Set it together with <c>AddStoredTemplates()</c>; the default is false.</summary>
    public bool Templates { get; set; }

    /// <summary>Whether to add the tables of links. Set it together with <c>AddLinks(...)</c>; the default is false.</summary>
    public bool Links { get; set; }

    /// <summary>Whether to add the table of devices. Set it together with <c>AddDevices()</c>; the default is false.</summary>
    public bool Devices { get; set; }

    /// <summary>Whether to add the table of inbound messages. Set it together with <c>AddInbound()</c>; the default is false.</summary>
    public bool Inbound { get; set; }
}
