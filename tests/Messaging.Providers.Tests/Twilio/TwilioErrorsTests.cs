using System.Net;
using Messaging.Channels;
using Messaging.Providers.Tests.Twilio.Support;

namespace Messaging.Providers.Tests.Twilio;

public sealed class TwilioErrorsTests
{
    [Theory]
    [InlineData(400, 21211, SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData(400, 21614, SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData(400, 21610, SendOutcomeKind.Rejected, FailureKind.OptedOut)]
    [InlineData(400, 63033, SendOutcomeKind.Rejected, FailureKind.OptedOut)]
    [InlineData(400, 21617, SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData(400, 21612, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(400, 63016, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(400, 63015, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(400, 30007, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(401, 20003, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(404, 20404, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, 21408, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, 21606, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, 21654, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, 21712, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, 63007, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, 30003, SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData(400, 30410, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(429, 20429, SendOutcomeKind.Throttled, FailureKind.Throttled)]
    [InlineData(400, 21611, SendOutcomeKind.Throttled, FailureKind.Throttled)]
    [InlineData(400, 63038, SendOutcomeKind.Throttled, FailureKind.Throttled)]
    [InlineData(503, 20429, SendOutcomeKind.Throttled, FailureKind.Throttled)]
    [InlineData(503, 20503, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(500, 20500, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(500, 21211, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(400, 99999, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(403, 99999, SendOutcomeKind.Retry, FailureKind.Configuration)]
    public async Task Code_OfAnAnswer_DecidesAsFarAsTheStatusLeavesIt(int status, int code, SendOutcomeKind outcome, FailureKind failure)
    {
        var result = await SendAsync(status, $$"""{"code":{{code}},"message":"The words","more_info":"https://www.twilio.com/docs/errors/{{code}}","status":{{status}}}""");

        Assert.Equal((outcome, failure), (result.Kind, result.Failure!.Kind));
        if (outcome != SendOutcomeKind.Throttled)
        {
            Assert.Equal(($"{code}", "The words"), (result.Failure.Code, result.Failure.Detail));
        }
    }

    [Fact]
    public async Task Error_InTheNewerForm_IsRead()
    {
        var result = await SendAsync(400, """{"type":"about:blank","title":"Bad","status":400,"detail":"More","code":"21211","new":[]}""");

        Assert.Equal((FailureKind.InvalidRecipient, "21211", "More"), (result.Failure!.Kind, result.Failure.Code, result.Failure.Detail));
    }

    [Theory]
    [InlineData(20429, null, 5)]
    [InlineData(20429, 17, 17)]
    [InlineData(21611, null, 60)]
    public async Task Throttling_WithOrWithoutAHeader_NamesTheWait(int code, int? header, int seconds)
    {
        var result = await SendAsync(429, $$"""{"code":{{code}}}""", header);

        Assert.Equal(TimeSpan.FromSeconds(seconds), result.RetryAfter);
    }

    private static async Task<SendOutcome> SendAsync(int status, string body, int? retryAfter = null)
    {
        var vendor = new StubVendor((HttpStatusCode)status, body)
        {
            Change = r => r.Headers.RetryAfter = retryAfter is { } seconds ? new(TimeSpan.FromSeconds(seconds)) : null,
        };
        return await Accounts.Adapter(vendor, MessageChannel.Sms, Accounts.Options()).SendAsync(Accounts.Message(MessageChannel.Sms), default);
    }
}
