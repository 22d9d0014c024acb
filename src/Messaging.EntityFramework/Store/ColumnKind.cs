namespace Messaging.EntityFramework.Store;

/// <summary>The kinds of values that rows hold, from which each database takes its form of a parameter.</summary>
internal enum ColumnKind
{
    Guid,
    Time,
    Int16,
    Int32,
    Int64,
    Boolean,
    Text,
    Bytes,
}
