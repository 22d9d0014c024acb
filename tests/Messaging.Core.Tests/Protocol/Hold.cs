namespace Messaging.Core.Tests.Protocol;

/// <summary>How the token that a worker saw stands to the row's.</summary>
internal enum Hold : byte
{
    /// <summary>The row has a later one.</summary>
    Late,

    /// <summary>The row has it, and the owner that was seen.</summary>
    Fresh,

    /// <summary>The row had it, until a crash of the database took the claim back.</summary>
    Ahead,

    /// <summary>The row has it again, from somebody else.</summary>
    Twin,
}
