namespace Messaging.EntityFramework.Store;

/// <summary>One column of a set of rows.</summary>
/// <param name="Name">The property it is written to, or the name a statement uses for it.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Get">Reads the value from a row, in the form of its kind.</param>
internal sealed record Column<T>(string Name, ColumnKind Kind, Func<T, object?> Get);
