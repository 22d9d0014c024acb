using System.Globalization;
using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>Answers without a code that the vendor documents are read by their status: names and numbers of errors are an open set, and proxies answer in pages.</summary>
internal static class StatusCases
{
    private static readonly (int Status, SendOutcomeKind Outcome)[] Meanings =
    [
        (301, SendOutcomeKind.Retry), (302, SendOutcomeKind.Retry), (307, SendOutcomeKind.Retry), (308, SendOutcomeKind.Retry),
        (400, SendOutcomeKind.Rejected), (401, SendOutcomeKind.Retry), (403, SendOutcomeKind.Retry), (404, SendOutcomeKind.Rejected), (405, SendOutcomeKind.Rejected), (408, SendOutcomeKind.Unknown),
        (409, SendOutcomeKind.Unknown), (413, SendOutcomeKind.Rejected), (415, SendOutcomeKind.Rejected), (422, SendOutcomeKind.Rejected), (425, SendOutcomeKind.Unknown), (429, SendOutcomeKind.Throttled),
        (500, SendOutcomeKind.Unknown), (502, SendOutcomeKind.Unknown), (503, SendOutcomeKind.Unknown), (504, SendOutcomeKind.Unknown), (599, SendOutcomeKind.Unknown),
    ];

    public static IEnumerable<AdapterConformanceCase> Of(VendorScript vendor) => Meanings.Select(m =>
    {
        var expected = vendor.Documented.GetValueOrDefault(m.Status, m.Outcome);
        return new AdapterConformanceCase(string.Create(CultureInfo.InvariantCulture, $"Status_{m.Status}WithoutAKnownCode_Is{expected}"), subject => RunAsync(subject, m.Status, expected));
    });

    private static async Task RunAsync(AdapterUnderTest subject, int status, SendOutcomeKind expected)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var replies = new List<HttpReply> { HttpReply.Of(status), HttpReply.Html(status), HttpReply.Of(status, "{}"), HttpReply.Of(status, """{"error":"""), HttpReply.Of(status, "[null]") };
            if (subject.Vendor.Error is { } error)
            {
                replies.Add(error(status, "conformance_unheard_of"));
                replies.Add(error(status, "987654"));
                replies.Add(Truncated(error(status, "conformance_unheard_of")));
            }

            foreach (var reply in replies)
            {
                // A redirect leads back here: following it would be a second request.
                var outcome = await trial.Next(status is >= 300 and <= 399 ? reply.WithHeader("Location", trial.Server.BaseUrl + "elsewhere") : reply).SendAsync().ConfigureAwait(false);
                Expect.Equal(expected, outcome.Kind, $"the outcome of status {status}");
                Expect.True(status is not (401 or 403) || expected != SendOutcomeKind.Retry || outcome.Failure?.Kind == FailureKind.Configuration, $"status {status} is a failure of the class Configuration");
            }
        }
    }

    private static HttpReply Truncated(HttpReply reply) => reply.Truncated(reply.Body.Length / 2);
}
