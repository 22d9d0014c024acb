using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>An open, signed-in connection that takes one message after the other. Not thread-safe: one caller at a time.</summary>
internal sealed class SmtpConnection(SmtpTransport transport, SmtpServerFeatures features, SmtpSettings settings) : IDisposable
{
    private int _messages;

    /// <summary>Whether another message may be sent: false from the start of a transaction until it has ended in step.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Whether the last message failed because the connection had died while idle: the server never heard of the message.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Whether it has carried its share of messages.</summary>
    public bool IsUsedUp => _messages >= settings.MessagesPerConnection;

    /// <summary>When it was last used, as a timestamp of the clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>Sends one message.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async Task<SendOutcome> SendAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        var isFirst = _messages == 0;
        _messages++;
        IsUsable = false;
        var transaction = new SmtpTransaction(transport, features, settings, envelope);
        var outcome = await transaction.RunAsync(isFirst, cancellationToken).ConfigureAwait(false);
        IsUsable = !transaction.IsBroken && !transport.HasUnread;
        IsStale = !isFirst && transaction.IsLost && !transaction.IsUnderWay && !cancellationToken.IsCancellationRequested;
        return outcome;
    }

    /// <summary>Takes leave and closes. Never fails: nothing is at stake any more.</summary>
    public async Task QuitAsync()
    {
        try
        {
            await transport.CommandAsync("QUIT", settings.Timeouts.Quit, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SmtpFailureException)
        {
            // The server left first.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Closes without a word.</summary>
    public void Dispose() => transport.Dispose();
}
