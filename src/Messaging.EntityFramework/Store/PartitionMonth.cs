using System.Globalization;
using Messaging.Messages;

namespace Messaging.EntityFramework.Store;

/// <summary>A month, UTC, for which the tables have partitions.</summary>
/// <param name="Start">Its first moment.</param>
internal readonly record struct PartitionMonth(DateTimeOffset Start)
{
    private const string Form = "'_'yyyy'_'MM";

    /// <summary>The first moment of the next month.</summary>
    public DateTimeOffset End => Start.AddMonths(1);

    /// <summary>The smallest id of the month.</summary>
    public Guid First => MessageIds.StartOf(Start);

    /// <summary>The smallest id of the next month.</summary>
    public Guid AfterLast => MessageIds.StartOf(End);

    /// <summary>The month of a time.</summary>
    public static PartitionMonth Of(DateTimeOffset time) => new(new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The month of a partition, or null for that of strays and for tables that are none of ours.</summary>
    public static PartitionMonth? Of(string table, string partition) =>
        partition.StartsWith(table, StringComparison.Ordinal)
        && DateTimeOffset.TryParseExact(partition.AsSpan(table.Length), Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? new PartitionMonth(start)
            : null;

    /// <summary>The month and those after it.</summary>
    public IEnumerable<PartitionMonth> AndNext(int count)
    {
        for (var i = 0; i <= count; i++)
        {
            yield return new PartitionMonth(Start.AddMonths(i));
        }
    }

    /// <summary>The name of a table's partition.</summary>
    public string NameOf(string table) => table + Start.ToString(Form, CultureInfo.InvariantCulture);
}
