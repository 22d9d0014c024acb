using Messaging.Links;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of the tables of links.</summary>
internal static class LinkColumns
{
    public static Column<LinkUse>[] Uses { get; } =
    [
        new(nameof(LinkUse.Id), ColumnKind.Guid, u => u.Id),
        new(nameof(LinkUse.ExpiresAt), ColumnKind.Time, u => u.ExpiresAt),
    ];

    public static Column<RedirectTarget>[] Targets { get; } =
    [
        new(nameof(RedirectTarget.Id), ColumnKind.Guid, t => t.Id),
        new(nameof(RedirectTarget.TenantId), ColumnKind.Text, t => t.TenantId),
        new(nameof(RedirectTarget.MessageId), ColumnKind.Guid, t => t.MessageId),
        new(nameof(RedirectTarget.Url), ColumnKind.Text, t => t.Url),
        new(nameof(RedirectTarget.CreatedAt), ColumnKind.Time, t => t.CreatedAt),
        new(nameof(RedirectTarget.ExpiresAt), ColumnKind.Time, t => t.ExpiresAt),
    ];
}
