using Messaging.Channels;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging.Tracking;

/// <summary>Lets contacts know what providers say about their addresses, so that what is sent next obeys it.</summary>
/// <remarks>Repeating a call changes nothing, but that a soft bounce counts each time.</remarks>
internal sealed class ContactFeedback(ISuppressions suppressions, IConsents consents, IOptOuts optOuts, StoreClock clock, ILogger<ContactFeedback> logger)
{
    private const int MaxSource = 100;

    /// <summary>Notes what a report means for further messages to an address.</summary>
    /// <param name="contact">The address.</param>
    /// <param name="channel">The channel it is about.</param>
    /// <param name="effect">What it means.</param>
    /// <param name="source">Who says so: a provider or connection.</param>
    /// <param name="at">When it happened, or null for now.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    public async Task ReportAsync(Contact contact, MessageChannel channel, ContactEffect effect, string source, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        source = StorableText.Clean(source, MaxSource)!;
        try
        {
            await (effect switch
            {
                ContactEffect.HardBounce => SuppressAsync(SuppressionReason.HardBounce),
                ContactEffect.SoftBounce => SuppressAsync(SuppressionReason.SoftBounce),
                ContactEffect.Complaint => SuppressAsync(SuppressionReason.Complaint),
                ContactEffect.Unsubscribe => consents.RecordAsync(new ConsentChange { Contact = contact, Action = ConsentAction.Withdraw, Channel = channel, Source = source, At = Past(at) }, cancellationToken),
                ContactEffect.OptOut => optOuts.OptOutAsync(contact, channel, source, "", cancellationToken),
                ContactEffect.OptIn => optOuts.OptInAsync(contact, channel, source, cancellationToken),
                _ => Task.CompletedTask,
            }).ConfigureAwait(false);
        }
        catch (InvalidMessageException e)
        {
            Log.FeedbackSkipped(logger, source, effect.ToString(), e.Errors.Count > 0 ? e.Errors[0].Message : "");
        }

        Task SuppressAsync(SuppressionReason reason) =>
            suppressions.ReportAsync(new SuppressionReport { Contact = contact, Channel = channel, Reason = reason, Source = source, At = at }, cancellationToken);
    }

    /// <summary>Notes what follows from a provider's refusal to take a message: an address that does not exist, or a recipient who opted out there.</summary>
    /// <param name="tenant">The tenant of the message.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="address">The address.</param>
    /// <param name="connection">The connection that was asked.</param>
    /// <param name="kind">The class of the failure. Only a refusal for good may be passed.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    public Task RefusedAsync(string tenant, MessageChannel channel, string address, string connection, FailureKind kind, CancellationToken cancellationToken)
    {
        var effect = kind switch
        {
            FailureKind.InvalidRecipient => ContactEffect.HardBounce,
            FailureKind.OptedOut => ContactEffect.OptOut,
            _ => ContactEffect.None,
        };
        return effect == ContactEffect.None || address.Length == 0
            ? Task.CompletedTask
            : ReportAsync(Contact.Address(channel, address, tenant), channel, effect, connection, null, cancellationToken);
    }

    // A provider's clock may be ahead of ours, and what lies in the future is refused.
    private DateTimeOffset? Past(DateTimeOffset? at) => at < clock.GetUtcNow() ? at : null;
}
