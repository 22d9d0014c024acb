using System.Globalization;
using Messaging.Contacts;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Inbound;

/// <summary>Confirms opt-outs and answers calls for help, by ordinary messages.</summary>
/// <remarks>
/// They are security messages, which go to people who opted out too, at any hour: somebody who just wrote waits for an answer. Each has an idempotency key, so that a webhook that is repeated is
/// not answered twice.
/// </remarks>
internal sealed class InboundAnswers(
    IMessagingClient client, ContactWriter writer, StoreClock clock, IOptions<InboundOptions> options, IOptions<MessagingOptions> messaging, ILogger<InboundAnswers> logger)
{
    private static readonly TimeSpan Timely = TimeSpan.FromMinutes(5);

    /// <summary>Answers a message, if there is something to answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="locale">The writer's language, or an empty string.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AnswerAsync(InboundMessage message, string locale, CancellationToken cancellationToken)
    {
        var texts = message.Meaning switch
        {
            OptOutMeaning.OptOut => options.Value.OptOutTexts,
            OptOutMeaning.Help => options.Value.HelpTexts,
            OptOutMeaning.OptIn => options.Value.OptInTexts,
            _ => null,
        };

        // Programs answer emails too, and each other's for ever.
        if (texts is not { Count: > 0 } || message.Channel == MessageChannel.Email || message.ContactId is null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var text = InboundTexts.Find(texts, locale, messaging.Value.DefaultLocale);
        if (string.IsNullOrWhiteSpace(text) || await KeyOfAsync(message, now, cancellationToken).ConfigureAwait(false) is not var (key, expiresAt))
        {
            return;
        }

        try
        {
            await client.SendAsync(ToRequest(message, text, key, expiresAt), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MessagingException and not MessageStoreException)
        {
            Log.InboundNotAnswered(logger, message.Id, e.GetType().Name);
        }
    }

    // One answer per opt-out, however often and wherever its word is repeated, and none when it comes too late to be of use; one answer to calls for help in five minutes.
    private async Task<(string Key, DateTimeOffset ExpiresAt)?> KeyOfAsync(InboundMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var word = message.Meaning.ToString().ToLowerInvariant();
        if (message.Meaning != OptOutMeaning.OptOut)
        {
            var window = now.UtcTicks / Timely.Ticks;
            return (string.Create(CultureInfo.InvariantCulture, $"inbound-{word}-{message.Channel}-{message.ContactId:N}-{window}"), new DateTimeOffset((window + 2) * Timely.Ticks, TimeSpan.Zero));
        }

        var state = await writer.ReadAsync(Contact.Hashed(message.ContactId!.Value, message.TenantId), cancellationToken).ConfigureAwait(false);
        var optOut = state.OptOuts.FirstOrDefault(o => o.Channel == message.Channel);
        return optOut is not null && now - optOut.At <= Timely
            ? (string.Create(CultureInfo.InvariantCulture, $"inbound-{word}-{message.Channel}-{message.ContactId:N}-{optOut.At.UtcTicks}"), optOut.At + Timely)
            : null;
    }

    private static MessageRequest ToRequest(InboundMessage message, string text, string key, DateTimeOffset expiresAt) => new()
    {
        Content = new InlineContent { Text = text },
        To = [new Recipient { Id = message.RecipientId, Type = message.RecipientType, Addresses = new Dictionary<MessageChannel, string> { [message.Channel] = message.From } }],
        Channels = [message.Channel],
        Tenant = message.TenantId,
        Category = MessageCategory.Security,
        Priority = MessagePriority.High,
        Type = "keyword-answer",
        CreatedBy = "messaging:inbound",
        IdempotencyKey = key,
        ExpiresAt = expiresAt,
    };
}
