namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>What is in the tables, and what the planner knows of it.</summary>
public enum TableState
{
    /// <summary>Nothing, and the planner knows nothing.</summary>
    Empty,

    /// <summary>Many rows in one lane, and the planner's statistics are from before, when there was nothing.</summary>
    Stale,

    /// <summary>Many rows in many lanes, and the planner knows.</summary>
    Analysed,
}
