using Messaging.Channels.Mime;

namespace Messaging.Channels.Mailbox;

/// <summary>Writes messages to a folder instead of sending them: an email as the file that would have gone out, anything else as JSON.</summary>
/// <remarks>
/// A file is named after the idempotency key, so a repeated attempt finds it and changes nothing. The key is remembered for as long as the file is there.
/// </remarks>
internal sealed class MailboxChannelAdapter(MailboxFolder folder, NamedAddress from) : IChannelAdapter
{
    private const int MaxKey = 64;

    public ChannelCapabilities Capabilities { get; } = new()
    {
        Attachments = true,
        Copies = true,
        InternationalAddresses = true,
        IdempotencyWindow = TimeSpan.FromDays(365),
    };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            var name = FileName(message);
            if (!folder.Contains(name))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await folder.AddAsync(name, Write(message), cancellationToken).ConfigureAwait(false);
            }

            return SendOutcome.Accepted(name);
        }
        catch (ArgumentException e)
        {
            return SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "invalid-message", e.Message));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Certain, unlike with a provider: a file that is not complete does not get its name.
            return SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "cancelled", "The attempt was cancelled before the message was in the mailbox."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SendOutcome.Retry(new SendFailure(
                FailureKind.Configuration,
                "mailbox-folder",
                $"The mailbox folder '{folder.Path}' cannot be written. Mend its rights or its disk, or choose another with AddMailbox(o => o.Folder = ...). {e.Message}"));
        }
    }

    private static string FileName(OutboundMessage message)
    {
        var key = message.IdempotencyKey;
        if (key.Length is 0 or > MaxKey || !key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            throw new ArgumentException("The idempotency key has characters that cannot stand in a file name.", nameof(message));
        }

        return message.Channel == MessageChannel.Email ? $"{key}.eml" : $"{key}.json";
    }

    private ReadOnlyMemory<byte> Write(OutboundMessage message) =>
        message.Channel == MessageChannel.Email ? MimeWriter.Write(EmailMessage.Create(message, from)) : MailboxJson.Write(message);
}
