using System.Globalization;
using System.Net;
using Messaging.Channels;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Testing;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridErrorsTests
{
    private const string Canary = "canary7f3a";

    [Theory]
    [InlineData(400, "personalizations.0.to.0.email", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient, "400 personalizations")]
    [InlineData(400, "personalizations.0.to", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient, "400 personalizations")]
    [InlineData(400, "personalizations.0.cc.3.email", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient, "400 personalizations")]
    [InlineData(400, "personalizations.0.to.0.name", SendOutcomeKind.Rejected, FailureKind.Refused, "400 personalizations")]
    [InlineData(400, "personalizations.0.subject", SendOutcomeKind.Rejected, FailureKind.Refused, "400 personalizations")]
    [InlineData(400, "personalizations.7.to.0.email", SendOutcomeKind.Rejected, FailureKind.Refused, "400 personalizations")]
    [InlineData(400, "content.0.value", SendOutcomeKind.Rejected, FailureKind.Refused, "400 content")]
    [InlineData(400, "attachments.0.type", SendOutcomeKind.Rejected, FailureKind.Refused, "400 attachments")]
    [InlineData(400, "from.name", SendOutcomeKind.Rejected, FailureKind.Refused, "400 from")]
    [InlineData(400, "from.email", SendOutcomeKind.Retry, FailureKind.Configuration, "400 from")]
    [InlineData(400, "asm.group_id", SendOutcomeKind.Retry, FailureKind.Configuration, "400 asm")]
    [InlineData(400, null, SendOutcomeKind.Rejected, FailureKind.Refused, "http 400")]
    [InlineData(400, "a-new-field", SendOutcomeKind.Rejected, FailureKind.Refused, "http 400")]
    [InlineData(401, null, SendOutcomeKind.Retry, FailureKind.Configuration, "http 401")]
    [InlineData(403, "from", SendOutcomeKind.Retry, FailureKind.Configuration, "403 from")]
    [InlineData(404, null, SendOutcomeKind.Retry, FailureKind.Configuration, "http 404")]
    [InlineData(405, null, SendOutcomeKind.Retry, FailureKind.Configuration, "http 405")]
    [InlineData(415, null, SendOutcomeKind.Retry, FailureKind.Configuration, "http 415")]
    [InlineData(301, null, SendOutcomeKind.Retry, FailureKind.Configuration, "http 301")]
    [InlineData(413, null, SendOutcomeKind.Rejected, FailureKind.TooLarge, "http 413")]
    [InlineData(422, null, SendOutcomeKind.Rejected, FailureKind.Refused, "http 422")]
    [InlineData(408, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 408")]
    [InlineData(409, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 409")]
    [InlineData(425, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 425")]
    [InlineData(500, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 500")]
    [InlineData(502, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 502")]
    [InlineData(503, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 503")]
    [InlineData(504, null, SendOutcomeKind.Unknown, FailureKind.Unexpected, "http 504")]
    public async Task Answer_ByStatusAndField_FollowsTheTable(int status, string? field, SendOutcomeKind kind, FailureKind failure, string code)
    {
        var quoted = field is null ? "null" : $"\"{field}\"";
        var outcome = await SendAsync(status, $$"""{"errors":[{"message":"words","field":{{quoted}},"help":null,"more":[1]}],"id":7}""");

        Assert.Equal((kind, failure, code, "words"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code, outcome.Failure.Detail));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("""{"errors":[{"message":"cut""")]
    [InlineData("""{"errors":[null]}""")]
    [InlineData("""{"errors":7}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Answer_WithABodyNobodyUnderstands_GoesByItsStatus(string body)
    {
        Assert.Equal(SendOutcomeKind.Rejected, (await SendAsync(400, body)).Kind);
        Assert.Equal(SendOutcomeKind.Unknown, (await SendAsync(503, body)).Kind);
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(202, body)).Kind);
    }

    [Fact]
    public async Task TooManyRequests_WaitsUntilTheResetOfTheHeader()
    {
        var time = new ManualTimeProvider();
        var reset = time.GetUtcNow().AddSeconds(37).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(37, await WaitAsync(time, ("X-RateLimit-Reset", reset)));
        Assert.Equal(11, await WaitAsync(time, ("X-RateLimit-Reset", reset), ("Retry-After", "11")));
        Assert.Equal(5, await WaitAsync(time));
        Assert.Equal(5, await WaitAsync(time, ("X-RateLimit-Reset", "soon")));
        Assert.Equal(1, await WaitAsync(time, ("X-RateLimit-Reset", "1600000000")));
        Assert.Equal(5, await WaitAsync(time, ("X-RateLimit-Reset", "99999999999999999999")));
    }

    [Fact]
    public async Task Answer_ThatRepeatsSecrets_PrintsNothingOfThem()
    {
        foreach (var status in new[] { 202, 400, 401, 403, 404, 413, 429, 500, 503 })
        {
            var outcome = await SendAsync(status, $$"""{"errors":[{"message":"{{SendGridAccount.ApiKey}} guest1@example.com {{Canary}}","field":"{{Canary}}.{{SendGridAccount.ApiKey}}"}]}""");

            var shown = $"{outcome.Failure} {outcome.Failure?.Code} {SendGridAccount.Options()}";
            Assert.DoesNotContain(Canary, shown, StringComparison.Ordinal);
            Assert.DoesNotContain("canary-key", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("guest1", shown, StringComparison.Ordinal);
        }
    }

    private static async Task<double?> WaitAsync(TimeProvider time, params (string Name, string Value)[] headers)
    {
        var http = new StubHttp { Answer = _ => StubHttp.Reply(HttpStatusCode.TooManyRequests, """{"errors":[{"field":null,"message":"too many requests"}]}""", headers) };
        var outcome = await SendGridAccount.Adapter(http, time: time).SendAsync(Mail.Message(), default);
        Assert.Equal(SendOutcomeKind.Throttled, outcome.Kind);
        return outcome.RetryAfter?.TotalSeconds;
    }

    private static Task<SendOutcome> SendAsync(int status, string body) =>
        SendGridAccount.Adapter(new StubHttp { Answer = _ => StubHttp.Reply((HttpStatusCode)status, body) }).SendAsync(Mail.Message(), default);
}
