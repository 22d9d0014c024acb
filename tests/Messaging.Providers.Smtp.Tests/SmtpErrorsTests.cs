using Messaging.Channels;
using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp.Tests;

public sealed class SmtpErrorsTests
{
    [Theory]
    // Temporary, whichever of the two codes says so.
    [InlineData("Recipient", "421 4.3.2", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "450", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "451 4.7.1", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "452 4.2.2", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "455", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "499", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "550 4.2.1", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Recipient", "451 5.7.1", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Sender", "451 4.3.0", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Data", "451", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Content", "452 4.3.1", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Greeting", "421", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("StartTls", "454 4.7.0", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("Authentication", "454 4.7.0", SendOutcomeKind.Retry, FailureKind.Temporary)]
    // The account, the sender or the server: every message of the connection is concerned.
    [InlineData("Authentication", "535 5.7.8", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Authentication", "534 5.7.9", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Authentication", "538", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Authentication", "501", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Authentication", "432 4.7.12", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Greeting", "554 5.7.1", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Hello", "550", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("StartTls", "502", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "530 5.7.0", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "550 5.7.8", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "550 5.1.8", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "553 5.1.7", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "550 5.7.1", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "550", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Sender", "552 5.2.2", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Recipient", "530 5.7.0", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Recipient", "550 5.1.8", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("Content", "550 5.1.7", SendOutcomeKind.Retry, FailureKind.Configuration)]
    // The address.
    [InlineData("Recipient", "550 5.1.1", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData("Recipient", "551 5.1.6", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData("Recipient", "553 5.1.3", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData("Recipient", "556 5.1.10", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData("Recipient", "550 5.2.1", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData("Content", "550 5.1.1", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    // This message.
    [InlineData("Sender", "552", SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData("Sender", "552 5.3.4", SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData("Recipient", "552 5.2.3", SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData("Content", "552 5.3.4", SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData("Sender", "553 5.6.7", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Recipient", "550", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Recipient", "552", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Recipient", "552 5.2.2", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Recipient", "554 5.7.1", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Recipient", "599 5.9.9", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Data", "554", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Content", "550 5.7.1", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Content", "554 5.7.9", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("Content", "554", SendOutcomeKind.Rejected, FailureKind.Refused)]
    public void Classify_ByStageAndCodes_FollowsTheTable(string stage, string reply, SendOutcomeKind expected, FailureKind kind)
    {
        var outcome = SmtpErrors.Classify(Enum.Parse<SmtpStage>(stage), Reply(reply + " words"));

        Assert.Equal((expected, kind, reply), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Equal("words", outcome.Failure.Detail);
    }

    [Theory]
    [InlineData("450", 60)]
    [InlineData("451 4.7.1", 60)]
    [InlineData("452 4.2.2", null)]
    [InlineData("421 4.3.2", null)]
    public void Classify_Greylisting_AsksForAMinute(string reply, int? seconds)
    {
        var outcome = SmtpErrors.Classify(SmtpStage.Recipient, Reply(reply));

        Assert.Equal(seconds, (int?)outcome.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public void Detail_IsOneBoundedLineWithoutControlCharacters()
    {
        var reply = new SmtpReply(550, ["5.1.1 first\u001b[31m\t\u2028", "5.1.1 second\r" + new string('x', 600)]);

        var detail = SmtpErrors.Classify(SmtpStage.Recipient, reply).Failure!.Detail!;

        Assert.StartsWith("first [31m", detail, StringComparison.Ordinal);
        Assert.Contains("second", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(detail, c => char.IsControl(c) || c == '\u2028');
        Assert.True(detail.Length <= 500);
    }

    private static SmtpReply Reply(string text) => new(int.Parse(text[..3], System.Globalization.CultureInfo.InvariantCulture), [text[3..].TrimStart()]);
}
