using System.Buffers;
using System.Globalization;
using System.Text;
using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Takes one message through MAIL, RCPT and DATA, and knows at every moment whether the server may have taken it.</summary>
internal sealed class SmtpTransaction(SmtpTransport transport, SmtpServerFeatures features, SmtpSettings settings, SmtpEnvelope envelope)
{
    private const int BlockSize = 16 * 1024;

    // Set before the first byte of the final dot is handed over, never cleared: from then on only a reply can tell.
    private bool _finalDotMayHaveLeft;

    /// <summary>Whether the server has said yes to the sender, so that it is alive and minds this message.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Whether the dialogue is out of step or lost: the connection must not be used again.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether the dialogue ended without an answer that is about this message.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Sends the message.</summary>
    /// <param name="isFirst">Whether nothing was sent over this connection before.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>What is certain. Never throws for what a server or a network can do.</returns>
    public async Task<SendOutcome> RunAsync(bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            if (Unfit() is { } unfit)
            {
                return SendOutcome.Rejected(unfit);
            }

            var refusal = await NegotiateAsync(isFirst, cancellationToken).ConfigureAwait(false);
            return refusal ?? await TransferAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpFailureException e)
        {
            IsBroken = true;
            IsLost = true;
            return _finalDotMayHaveLeft ? SendOutcome.Unknown(e.Failure) : SendOutcome.Retry(e.Failure, e.RetryAfter);
        }
    }

    /// <summary>What this server cannot do, found before it is asked.</summary>
    private SendFailure? Unfit()
    {
        if (envelope.Content.Length > features.MaxSize)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"The server takes {features.MaxSize} octets; the message has {envelope.Content.Length}.");
            return new SendFailure(FailureKind.TooLarge, "size", detail);
        }

        if (envelope.NeedsUtf8 && !features.Utf8)
        {
            return new SendFailure(FailureKind.Refused, "smtputf8", "The server does not support international addresses (SMTPUTF8).");
        }

        return envelope.NeedsEightBit && !features.EightBit
            ? new SendFailure(FailureKind.Refused, "8bitmime", "The server does not support 8-bit content (8BITMIME).")
            : null;
    }

    private async Task<SendOutcome?> NegotiateAsync(bool isFirst, CancellationToken cancellationToken)
    {
        List<(SmtpStage Stage, string Command)> steps = [(SmtpStage.Sender, SenderCommand()), (SmtpStage.Recipient, $"RCPT TO:<{envelope.To}>")];
        if (!isFirst)
        {
            steps.Insert(0, (SmtpStage.Reset, "RSET"));
        }

        RequireSilence();
        if (features.Pipelining)
        {
            var batch = Encoding.UTF8.GetBytes(string.Concat(steps.Select(s => s.Command + "\r\n")));
            await transport.WriteAsync(batch, settings.Timeouts.Block, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (stage, command) in steps)
        {
            var limit = stage == SmtpStage.Reset ? settings.Timeouts.Probe : settings.Timeouts.Reply;
            var reply = features.Pipelining
                ? await transport.ReadReplyAsync(limit, cancellationToken).ConfigureAwait(false)
                : await transport.CommandAsync(command, limit, cancellationToken).ConfigureAwait(false);
            if (!reply.IsPositive)
            {
                // Replies to what was pipelined behind it may follow, or not: a new connection is cheaper than finding out.
                IsBroken |= features.Pipelining && stage != SmtpStage.Recipient;
                return Refuse(stage, reply);
            }

            IsUnderWay |= stage == SmtpStage.Sender;
        }

        return null;
    }

    private async Task<SendOutcome> TransferAsync(CancellationToken cancellationToken)
    {
        var goAhead = await transport.CommandAsync("DATA", settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false);
        if (goAhead.Code != 354)
        {
            return Refuse(SmtpStage.Data, goAhead);
        }

        RequireSilence();
        await WriteContentAsync(cancellationToken).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            throw new SmtpFailureException(SmtpErrors.Cancelled);
        }

        _finalDotMayHaveLeft = true;
        var reply = await transport.CommandAsync(".", settings.Timeouts.FinalReply, cancellationToken).ConfigureAwait(false);
        return reply.IsPositive ? SendOutcome.Accepted(AcceptedId.Find(reply, envelope.To)) : Refuse(SmtpStage.Content, reply);
    }

    private async Task WriteContentAsync(CancellationToken cancellationToken)
    {
        var encoder = new DataEncoder(envelope.Content);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        for (var length = encoder.Read(block); length > 0; length = encoder.Read(block))
        {
            await transport.WriteAsync(block.AsMemory(0, length), settings.Timeouts.Block, cancellationToken).ConfigureAwait(false);
        }

        // Only after success: a broken write may still hold on to the block, and it must not carry another message by then.
        ArrayPool<byte>.Shared.Return(block);
    }

    private SendOutcome Refuse(SmtpStage stage, SmtpReply reply)
    {
        if (reply.Code < 400)
        {
            throw SmtpErrors.OutOfStep(reply);
        }

        IsLost = reply.IsClosing || stage == SmtpStage.Reset;
        IsBroken |= IsLost;
        return SmtpErrors.Classify(stage, reply);
    }

    /// <summary>A reply nobody asked for would be taken for the answer to the next command, at worst for the acceptance of the message.</summary>
    private void RequireSilence()
    {
        if (transport.HasUnread)
        {
            throw new SmtpFailureException(new SendFailure(FailureKind.Unexpected, "protocol", "The server spoke without being asked."));
        }
    }

    private string SenderCommand()
    {
        var size = features.Size ? string.Create(CultureInfo.InvariantCulture, $" SIZE={envelope.Content.Length}") : "";
        var body = envelope.NeedsEightBit ? " BODY=8BITMIME" : "";
        var utf8 = envelope.NeedsUtf8 ? " SMTPUTF8" : "";
        return $"MAIL FROM:<{envelope.From}>{size}{body}{utf8}";
    }
}
