using Messaging.Channels;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;
using Messaging.Tracking;
using Microsoft.Extensions.Logging;

namespace Messaging.Dispatching;

/// <summary>Lets contacts know what a provider's refusal says about the address: it does not exist, or its owner opted out there. A device that is gone is retired.</summary>
internal sealed class RefusalFeedback(ContactFeedback contacts, ILogger<RefusalFeedback> logger, IDevices? devices = null)
{
    /// <summary>Takes what became of a message. Never throws: what is not noted now is said again by the next refusal.</summary>
    public async Task TakeAsync(ClaimedMessage claimed, MessageAttempt? attempt)
    {
        if (attempt is not { Outcome: SendOutcomeKind.Rejected, FailureKind: FailureKind.InvalidRecipient or FailureKind.OptedOut } || claimed.Content is not { } content)
        {
            return;
        }

        var message = claimed.Message;
        try
        {
            // A token that is registered anew must work again, which a suppressed address would not.
            if (message.Channel == MessageChannel.Push && devices is not null)
            {
                await devices.RetireAsync(content.Address, message.TenantId, attempt.StartedAt).ConfigureAwait(false);
            }
            else
            {
                await contacts.RefusedAsync(message.TenantId, message.Channel, content.Address, attempt.Connection, attempt.FailureKind, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Log.RefusalNotNoted(logger, message.Id, e.GetType().Name);
        }
    }
}
