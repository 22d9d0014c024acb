using System.Globalization;
using Messaging.Channels;

namespace Messaging.Providers.Twilio;

/// <summary>Hands messages of one channel to Twilio: SMS and MMS, WhatsApp, or Messenger.</summary>
/// <remarks>Twilio takes one message per request and knows no idempotency key, so a lost answer leaves the outcome unknown until a report names the attempt.</remarks>
internal sealed class TwilioChannelAdapter : IChannelAdapter, IStatusLookup, IConnectionTest
{
    private readonly TwilioClient _client;
    private readonly TwilioSender _sender;
    private readonly TwilioContent _content;
    private readonly TwilioCallback? _callback;
    private readonly string? _validity;

    public TwilioChannelAdapter(TwilioClient client, TwilioSender sender, TwilioOptions options)
    {
        (_client, _sender, _content) = (client, sender, new TwilioContent(options));
        _callback = options.WebhookUrl is { } url ? new TwilioCallback(url) : null;
        _validity = options.ValidityPeriod is { } period ? ((int)period.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
        Capabilities = new ChannelCapabilities { ApprovedTemplates = TakesTemplates, ConversationWindow = sender.Window };
    }

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; }

    private bool TakesTemplates => _sender.Channel == MessageChannel.WhatsApp;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        List<KeyValuePair<string, string>> form = [new("To", _sender.Prefix + message.Address)];
        Add(form, "From", _sender.From);
        Add(form, "MessagingServiceSid", _sender.Service);
        if (_content.Write(message.Content, TakesTemplates, form) is { } refusal)
        {
            return SendOutcome.Rejected(refusal);
        }

        Add(form, "StatusCallback", _callback?.For(message.Reference));
        Add(form, "ValidityPeriod", _validity);
        return await _client.CreateAsync(form, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Twilio finds a message by its id only; that it finds none proves nothing.</remarks>
    public async Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.ProviderMessageId is { Length: > 0 } sid && await _client.ExistsAsync(sid, cancellationToken).ConfigureAwait(false)
            ? StatusAnswer.Taken(sid)
            : StatusAnswer.Undecided;
    }

    /// <inheritdoc/>
    public Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => _client.TestAsync(cancellationToken);

    private static void Add(List<KeyValuePair<string, string>> form, string name, string? value)
    {
        if (value is not null)
        {
            form.Add(new(name, value));
        }
    }
}
