namespace Bookings;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>The bookings.</summary>
    public required string CsvFile { get; init; }

    /// <summary>Where everything this program writes goes.</summary>
    public required string Folder { get; init; }

    /// <summary>A PostgreSQL connection string, or null for SQLite.</summary>
    public string? Postgres { get; init; }

    /// <summary>The server for emails, or null for the mailbox.</summary>
    public SmtpServer? Smtp { get; init; }

    /// <summary>The real provider to try, or null.</summary>
    public Trial? Trial { get; init; }

    /// <summary>After how many sends to die, or null.</summary>
    public int? KillAfter { get; init; }

    /// <summary>Whether to forget earlier runs.</summary>
    public bool Reset { get; init; }

    /// <summary>How long to wait for outcomes.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>A trial has a database of its own: what an earlier run left to be sent must not go out over a real provider.</summary>
    public string DatabaseFile => Path.Combine(Folder, Trial is null ? "bookings.db" : "trial.db");

    public string MailboxFolder => Path.Combine(Folder, "mailbox");
}
