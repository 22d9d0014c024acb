using System.Diagnostics.CodeAnalysis;
using Messaging.Channels;
using Messaging.Channels.Mime;
using Messaging.Providers.Smtp.Client;
using Microsoft.Extensions.Logging;

namespace Messaging.Providers.Smtp;

/// <summary>Hands email to one SMTP server.</summary>
/// <remarks>
/// What it reports turns on the final dot, the end of the content: before it, nothing was sent and the outcome is <see cref="SendOutcome.Retry"/> or a
/// refusal; from its first byte on, only a reply of the server can tell, and without one the outcome is <see cref="SendOutcome.Unknown"/>. See RFC 5321,
/// 4.1.1.4 and 6.1.
/// </remarks>
internal sealed class SmtpChannelAdapter : IChannelAdapter, IAsyncDisposable, IDisposable
{
    private readonly string _connectionName;
    private readonly NamedAddress _from;
    private readonly SmtpConnectionPool _connections;
    private readonly ILogger _logger;

    /// <summary>Prepares the adapter. Nothing is opened before the first message.</summary>
    /// <param name="connectionName">The name of the connection.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="MessagingConfigurationException">The options name no sender.</exception>
    public SmtpChannelAdapter(string connectionName, SmtpOptions options, TimeProvider time, ILogger logger)
    {
        if (!NamedAddress.TryParse(options.From, out var from, out var problem))
        {
            throw new MessagingConfigurationException(
                $"SmtpOptions.From is not a sender. {problem} Set it in AddSmtp(o => o.From = \"Name <name@example.org>\").");
        }

        _connectionName = connectionName;
        _from = from;
        _logger = logger;
        _connections = new SmtpConnectionPool(new SmtpSettings(options, connectionName), time, logger);
    }

    /// <inheritdoc/>
    /// <remarks>International addresses depend on the server: one without SMTPUTF8 (RFC 6531) gives a definite refusal of the single message.</remarks>
    public ChannelCapabilities Capabilities { get; } = new() { Attachments = true, InternationalAddresses = true };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!TryCompose(message, out var envelope, out var refusal))
        {
            return SendOutcome.Rejected(refusal);
        }

        var outcome = await _connections.SendAsync(envelope, cancellationToken).ConfigureAwait(false);
        if (outcome is { Kind: SendOutcomeKind.Unknown, Failure: { } failure })
        {
            Log.OutcomeUnknown(_logger, _connectionName, message.Id, failure.Kind, failure.Code);
        }

        return outcome;
    }

    /// <summary>Closes the connections, the idle ones with a QUIT.</summary>
    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    /// <summary>Closes the connections without a word.</summary>
    public void Dispose() => _connections.Dispose();

    private bool TryCompose(OutboundMessage message, [NotNullWhen(true)] out SmtpEnvelope? envelope, [NotNullWhen(false)] out SendFailure? refusal)
    {
        envelope = null;
        refusal = null;
        if (!EmailAddress.TryParse(message.Address, out var to, out var problem))
        {
            refusal = new SendFailure(FailureKind.InvalidRecipient, "address", problem);
            return false;
        }

        try
        {
            var content = MimeWriter.Write(EmailMessage.Create(message, _from));
            envelope = new SmtpEnvelope(message.Id, _from.Address.ToAddrSpec(), to.ToAddrSpec(), content);
            return true;
        }
        catch (Exception e)
        {
            // Another attempt would fail the same way, and an exception would read as "perhaps sent".
            var detail = e is ArgumentException ? e.Message : $"The message could not be written: {e.GetType().Name}.";
            refusal = new SendFailure(FailureKind.Unexpected, "compose", SafeText.Clean(detail, 500));
            return false;
        }
    }
}
