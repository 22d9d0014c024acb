using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of counts.</summary>
internal static class CountColumns
{
    public static Column<CountRow>[] Counts { get; } =
    [
        new(nameof(CountRow.Number), ColumnKind.Int32, c => c.Number),
        new(nameof(CountRow.Id), ColumnKind.Guid, c => c.Id),
        new(nameof(CountRow.TenantId), ColumnKind.Text, c => c.TenantId),
        new(nameof(CountRow.Channel), ColumnKind.Text, c => c.Channel.Value),
        new(nameof(CountRow.LaneKey), ColumnKind.Int64, c => c.LaneKey),
        new(nameof(CountRow.Day), ColumnKind.Int32, c => c.Day),
        new(nameof(CountRow.Outcome), ColumnKind.Int16, c => (short)c.Outcome),
        new(nameof(CountRow.Count), ColumnKind.Int64, c => c.Count),
    ];
}
