using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Core.Tests.Channels.Http;

public sealed class HttpAnswerTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, SendOutcomeKind.Accepted, FailureKind.None)]
    [InlineData(202, SendOutcomeKind.Accepted, FailureKind.None)]
    [InlineData(204, SendOutcomeKind.Accepted, FailureKind.None)]
    [InlineData(302, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(400, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(401, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(403, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(404, SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData(408, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(409, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(413, SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData(425, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(429, SendOutcomeKind.Throttled, FailureKind.Throttled)]
    [InlineData(500, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(503, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    [InlineData(599, SendOutcomeKind.Unknown, FailureKind.Unexpected)]
    public void ToOutcome_OfAStatus_SaysWhatIsCertain(int status, SendOutcomeKind kind, FailureKind failure)
    {
        var outcome = Answer(status).ToOutcome();
        Assert.Equal((kind, failure), (outcome.Kind, outcome.Failure?.Kind ?? FailureKind.None));
        Assert.True(outcome.Failure is null || outcome.Failure.Code.Length > 0);
    }

    [Fact]
    public void ToOutcome_OfACode_NamesIt()
    {
        Assert.Equal(new SendFailure(FailureKind.Refused, "E7", "no"), Answer(400).ToOutcome("E7", "no").Failure);
        Assert.Equal("http 400", Answer(400).ToOutcome("").Failure!.Code);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("0", 0)]
    [InlineData("Tue, 15 Jan 2030 12:01:30 GMT", 90)]
    [InlineData("Tue, 15 Jan 2030 11:00:00 GMT", 0)]
    public void RetryAfter_InSecondsOrAsADate_IsTheWait(string header, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Answer(429, ("Retry-After", header)).RetryAfter);

    [Theory]
    [InlineData("soon")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public void RetryAfter_Unreadable_IsNone(string header)
    {
        var answer = Answer(429, ("Retry-After", header));
        Assert.Null(answer.RetryAfter);
        Assert.True(answer.ToOutcome().RetryAfter >= TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("12", 12.0)]
    [InlineData("0.25", 0.25)]
    [InlineData("x", null)]
    [InlineData("-1", null)]
    [InlineData("1e9", null)]
    [InlineData("99999999999", null)]
    public void HeaderAsSeconds_IsAWait(string header, double? seconds) =>
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, Answer(429, ("ratelimit-reset", header)).HeaderAsSeconds("RateLimit-Reset"));

    [Theory]
    [InlineData(60, 60)]
    [InlineData(-60, 0)]
    public void HeaderAsEpoch_IsTheWaitFromNow(int offset, int seconds)
    {
        var header = (Now.ToUnixTimeSeconds() + offset).ToString(CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Answer(429, ("X-RateLimit-Reset", header)).HeaderAsEpoch("x-ratelimit-reset"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("9999999999999")]
    public void HeaderAsEpoch_Unreadable_IsNone(string header) => Assert.Null(Answer(429, ("X-RateLimit-Reset", header)).HeaderAsEpoch("X-RateLimit-Reset"));

    [Fact]
    public void Answer_Printed_ShowsItsStatusOnly() => Assert.Equal("HttpAnswer { Status = 400 }", new HttpAnswer(HttpStatusCode.BadRequest, null, "person@example.org", true, Now).ToString());

    private static HttpAnswer Answer(int status, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        HttpResponseHeaders all = response.Headers;
        foreach (var (name, value) in headers)
        {
            all.TryAddWithoutValidation(name, value);
        }

        return new HttpAnswer((HttpStatusCode)status, all, "", true, Now);
    }
}
