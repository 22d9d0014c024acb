using Messaging.Channels;
using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp;

/// <summary>What a server's refusal means for a message (RFC 5321, 4.2 and 3463), by the stage it was said at.</summary>
internal static class SmtpErrors
{
    /// <summary>The shortest wait after 450 or 451, which is how greylisting speaks (RFC 6647): an earlier attempt would be refused again.</summary>
    internal static readonly TimeSpan GreylistingWait = TimeSpan.FromSeconds(60);

    private const int MaxDetail = 500;

    public static SendFailure Cancelled { get; } = new(FailureKind.Timeout, "cancelled", "The attempt was cancelled.");

    public static SendFailure Stopped { get; } = new(FailureKind.Network, "stopped", "The connection is being shut down.");

    public static SendFailure Handshake { get; } = new(FailureKind.Network, "tls", "No TLS connection could be agreed on.");

    public static SendFailure Certificate { get; } = new(
        FailureKind.Configuration,
        "certificate",
        "The server's certificate is not valid for SmtpOptions.Host. For a private authority, set SmtpOptions.CertificateValidation.");

    /// <summary>The outcome of a message whose transaction ended with a refusal.</summary>
    /// <param name="stage">Where it was said.</param>
    /// <param name="reply">A reply of 400 or more.</param>
    public static SendOutcome Classify(SmtpStage stage, SmtpReply reply)
    {
        var kind = KindOf(stage, reply);
        var failure = new SendFailure(kind, reply.ToString(), SafeText.Clean(reply.Text, MaxDetail));
        return kind switch
        {
            FailureKind.Temporary => SendOutcome.Retry(failure, reply.Code is 450 or 451 ? GreylistingWait : null),
            FailureKind.Configuration => SendOutcome.Retry(failure),
            _ => SendOutcome.Rejected(failure),
        };
    }

    /// <summary>The failure of a connection that could not be opened.</summary>
    /// <param name="stage">Where the refusal was said.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="detail">More of the server's words, or an empty string.</param>
    public static SmtpFailureException Refused(SmtpStage stage, SmtpReply reply, string detail = "")
    {
        if (reply.Code < 400)
        {
            return OutOfStep(reply);
        }

        var outcome = Classify(stage, reply);
        var words = SafeText.Clean($"{detail} {reply.Text}", MaxDetail);
        return new SmtpFailureException(outcome.Failure! with { Detail = words }, outcome.RetryAfter);
    }

    /// <summary>The failure of a dialogue in which the server answers something else than it was asked.</summary>
    /// <param name="reply">The reply.</param>
    public static SmtpFailureException OutOfStep(SmtpReply reply) =>
        new(new SendFailure(FailureKind.Unexpected, $"protocol {reply}", SafeText.Clean(reply.Text, MaxDetail)));

    private static FailureKind KindOf(SmtpStage stage, SmtpReply reply)
    {
        if (IsSignInMissing(stage, reply))
        {
            return FailureKind.Configuration;
        }

        // Either digit may say "temporary": waiting is harmless, giving up is not.
        if (reply.Code < 500 || Subject(reply, "4."))
        {
            return FailureKind.Temporary;
        }

        return stage switch
        {
            < SmtpStage.Sender => FailureKind.Configuration,
            SmtpStage.Sender => KindOfSenderRefusal(reply),
            _ => KindOfMessageRefusal(reply),
        };
    }

    /// <summary>530, 534, 535 and 538 (RFC 4954), in words or in number. Not after the content, where some servers use 5.7.9 for spam.</summary>
    private static bool IsSignInMissing(SmtpStage stage, SmtpReply reply) => stage switch
    {
        SmtpStage.Content => false,
        SmtpStage.Authentication or SmtpStage.Sender => reply.Code is 432 or 530 or 534 or 535 or 538 || reply.EnhancedCode is "5.7.8" or "5.7.9" or "4.7.12",
        _ => reply.Code is 530 or 534 or 535 or 538,
    };

    /// <summary>The sender is the same for every message of the connection: unless size or alphabet is the matter, its refusal concerns them all.</summary>
    private static FailureKind KindOfSenderRefusal(SmtpReply reply) => reply switch
    {
        { EnhancedCode: "5.3.4" or "5.2.3" } or { Code: 552, EnhancedCode: null } => FailureKind.TooLarge,
        { EnhancedCode: "5.6.7" or "5.6.3" } => FailureKind.Refused,
        _ => FailureKind.Configuration,
    };

    private static FailureKind KindOfMessageRefusal(SmtpReply reply) => reply switch
    {
        // Many servers hold a refusal of the sender back until RCPT.
        { EnhancedCode: "5.1.7" or "5.1.8" } => FailureKind.Configuration,
        { EnhancedCode: "5.3.4" or "5.2.3" } => FailureKind.TooLarge,
        { EnhancedCode: "5.2.1" } => FailureKind.InvalidRecipient,
        _ when Subject(reply, "5.1.") => FailureKind.InvalidRecipient,
        _ => FailureKind.Refused,
    };

    private static bool Subject(SmtpReply reply, string prefix) => reply.EnhancedCode?.StartsWith(prefix, StringComparison.Ordinal) == true;
}
