using System.Globalization;
using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>Makes many messages out of one that is stored, in the database itself.</summary>
public static class SampleRows
{
    /// <summary>Copies a message with its content, delivery, attempts and reports; each copy has an id of its own, a millisecond after the one before.</summary>
    /// <param name="db">The database.</param>
    /// <param name="id">The message.</param>
    /// <param name="from">The time in the first copy's id.</param>
    /// <param name="count">How many.</param>
    /// <param name="deliveries">What the copies' deliveries hold instead: SQL by column, in which <c>n.i</c> counts from 0.</param>
    public static async Task CopyAsync(DbContext db, Guid id, DateTimeOffset from, int count, IReadOnlyDictionary<string, string>? deliveries = null)
    {
        foreach (var (type, key) in new[] { (typeof(Message), "Id"), (typeof(MessageContent), "Id"), (typeof(Delivery), "Id"), (typeof(MessageAttempt), "DeliveryId"), (typeof(MessageEvent), "DeliveryId") })
        {
            var entity = db.Model.FindEntityType(type)!;
            var isSqlite = db.Database.IsSqlite();
            var milliseconds = from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var copied = isSqlite ? $"unhex(printf('%012x', {milliseconds} + n.i) || '70008000000000000001')" : $"(lpad(to_hex({milliseconds} + n.i), 12, '0') || '70008000000000000001')::uuid";
            var original = isSqlite ? $"unhex('{id:N}')" : $"'{id}'";
            var numbers = isSqlite ? $"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) " : $"WITH n AS (SELECT generate_series(0, {count - 1})::bigint AS i) ";
            var columns = entity.GetProperties().Select(p => (Name: p.GetColumnName(), IsKey: p.Name == key)).ToList();
            var keyColumn = columns.Single(c => c.IsKey).Name;
            var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
            var values = string.Join(", ", columns.Select(c => c.IsKey ? copied
                : c.Name == "event_key" ? "'copy-' || n.i"
                : type == typeof(Delivery) && deliveries?.GetValueOrDefault(c.Name) is { } value ? value
                : $"o.\"{c.Name}\""));
            var table = entity.GetTableName();
            var statement = $"{numbers}INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS o CROSS JOIN n WHERE o.{keyColumn} = {original}";
            await db.Database.ExecuteSqlRawAsync(statement);
        }
    }
}
