using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Messaging.Authoring;
using Messaging.Inbound;
using Messaging.Inbox;
using Messaging.Links;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>Writes the names of the finalized model into statements, so that a host may rename and move tables.</summary>
/// <remarks>
/// In a statement, <c>[d]</c> is the table of deliveries, <c>[d.DueAt]</c> its column behind the alias <c>d</c>, and <c>[:d.DueAt]</c> the column alone; <c>[@Id]</c> is a parameter whose value the planner
/// does not see: PostgreSQL plans a prepared statement anew for each call while that promises fewer rows than a plan for any values would,
/// and to plan these takes longer than to run them for a message. The letters are fixed:
/// r requests, m messages, c contents, d deliveries, a attempts, e events, x decisions, t attachments, b blobs, p dispatchers, i installation, n inbox items,
/// k contacts, y their entries, q daily counts, o opt-out reviews,
/// g templates, v versions of templates, w their stamp, u used links, l targets of links, f devices, z rate limits, h inbound messages, s queue settings, j counts.
/// </remarks>
internal sealed partial class SqlNames
{
    private static readonly Dictionary<string, Type> Aliases = new(StringComparer.Ordinal)
    {
        ["r"] = typeof(RequestKey),
        ["m"] = typeof(Message),
        ["c"] = typeof(MessageContent),
        ["d"] = typeof(Delivery),
        ["a"] = typeof(MessageAttempt),
        ["e"] = typeof(MessageEvent),
        ["x"] = typeof(DeliveryDecision),
        ["t"] = typeof(StoredAttachment),
        ["b"] = typeof(Blob),
        ["p"] = typeof(DispatcherRow),
        ["i"] = typeof(Installation),
        ["n"] = typeof(InboxItem),
        ["k"] = typeof(ContactRow),
        ["y"] = typeof(ContactEntry),
        ["q"] = typeof(DailyCount),
        ["o"] = typeof(OptOutReview),
        ["z"] = typeof(LimitRow),
        ["s"] = typeof(QueueSetting),
        ["j"] = typeof(CountRow),
        ["g"] = typeof(StoredTemplate),
        ["v"] = typeof(StoredTemplateVersion),
        ["w"] = typeof(TemplateStamp),
        ["u"] = typeof(LinkUse),
        ["l"] = typeof(RedirectTarget),
        ["f"] = typeof(Device),
        ["h"] = typeof(InboundMessage),
    };

    // Tables that a host's context has only when it asked for them.
    private static readonly HashSet<Type> Optional =
        [typeof(InboxItem), typeof(StoredTemplate), typeof(StoredTemplateVersion), typeof(TemplateStamp), typeof(LinkUse), typeof(RedirectTarget), typeof(Device), typeof(InboundMessage)];

    private readonly ConcurrentDictionary<string, string> _resolved = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, string> _made = new();
    private readonly ISqlGenerationHelper _sql;
    private readonly Dictionary<string, IEntityType> _entities;

    public SqlNames(DbContext context)
    {
        _sql = context.GetService<ISqlGenerationHelper>();
        _entities = new Dictionary<string, IEntityType>(StringComparer.Ordinal);
        foreach (var (alias, type) in Aliases)
        {
            if (context.Model.FindEntityType(type) is { } entity)
            {
                _entities.Add(alias, entity);
            }
            else if (!Optional.Contains(type))
            {
                throw new MessagingConfigurationException(
                    $"{context.GetType().Name} has no messaging tables. Call modelBuilder.AddMessaging(Database.ProviderName) in its OnModelCreating and add a migration.");
            }
        }
    }

    /// <summary>The statement with every name written out.</summary>
    public string Resolve(string statement) => _resolved.GetOrAdd(statement, Write);

    /// <summary>A statement that is put together, the first time it is asked for.</summary>
    /// <param name="key">What it is made from. Arrays count as the same only if they are.</param>
    /// <param name="make">Makes it.</param>
    public string Once(object key, Func<string> make) => _made.TryGetValue(key, out var known) ? known : _made.GetOrAdd(key, make());

    /// <summary>The columns of a row type, in order, for an insert or a select.</summary>
    /// <param name="alias">The letter of the table.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="qualified">Whether to write the alias before each.</param>
    public string Columns(string alias, IEnumerable<string> properties, bool qualified) =>
        string.Join(", ", properties.Select(p => qualified ? $"{alias}.{Column(_entities[alias], p)}" : Column(_entities[alias], p)));

    private string Write(string statement) => Token().Replace(statement, match =>
    {
        if (match.Groups["parameter"].Success)
        {
            return $"(SELECT @{match.Groups["parameter"].Value})";
        }

        var entity = _entities[match.Groups["alias"].Value];
        if (!match.Groups["property"].Success)
        {
            return _sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
        }

        var column = Column(entity, match.Groups["property"].Value);
        return match.Groups["bare"].Success ? column : $"{match.Groups["alias"].Value}.{column}";
    });

    private string Column(IEntityType entity, string property)
    {
        var mapped = entity.FindProperty(property) ?? throw new InvalidOperationException($"{entity.ClrType.Name} has no mapped property {property}.");
        return _sql.DelimitIdentifier(mapped.GetColumnName(StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value)!);
    }

    [GeneratedRegex(@"\[@(?<parameter>[A-Za-z]+)\]|\[(?<bare>:)?(?<alias>[a-z])(\.(?<property>[A-Za-z]+))?\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
