namespace Messaging.Providers.Infobip;

/// <summary>A status or an error of a message. Their ids are different things with the same numbers (https://www.infobip.com/docs/essentials/response-status-and-error-codes).</summary>
/// <param name="GroupId">The group: of statuses 0 accepted, 1 pending, 2 undeliverable, 3 delivered, 4 expired, 5 rejected.</param>
/// <param name="Id">The id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">More of it in words.</param>
/// <param name="Permanent">Whether an error is said to last.</param>
internal sealed record InfobipStatus(int? GroupId, int? Id, string? Name, string? Description, bool? Permanent)
{
    /// <summary>The id only.</summary>
    public override string ToString() => $"InfobipStatus {{ Id = {Id} }}";
}
