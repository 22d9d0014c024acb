using System.Text.Json;
using Messaging.Providers.SendGrid;
using Messaging.Providers.Tests.SendGrid.Support;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridOptionsTests : IDisposable
{
    private readonly SignedPost _post = new();

    public void Dispose() => _post.Dispose();

    [Fact]
    public void Options_Usual_AreInOrder()
    {
        Assert.Empty(Problems(_ => { }));
        Assert.Empty(Problems(o => (o.WebhookKey, o.PreviousWebhookKey, o.InboundToken, o.InboundKey) = (_post.PublicKey, _post.PublicKey, new string('a', 24), _post.PublicKey)));
        Assert.Empty(Problems(o => o.BaseUrl = new Uri("http://127.0.0.1:5000")));
        Assert.Empty(Problems(o => o.BaseUrl = new Uri("https://api.eu.sendgrid.com")));
    }

    public static TheoryData<string, Action<SendGridOptions>> Wrong => new()
    {
        { "SendGridOptions.ApiKey is empty. Set it in AddSendGrid(", o => o.ApiKey = null },
        { "SendGridOptions.ApiKey is empty", o => o.ApiKey = "" },
        { "SendGridOptions.ApiKey holds a space", o => o.ApiKey = "SG.x\r\nX-Injected: 1" },
        { "SendGridOptions.From is empty. Set it in AddSendGrid(", o => o.From = "" },
        { "SendGridOptions.From is not a sender", o => o.From = "nobody" },
        { "SendGridOptions.From has a mailbox name beyond ASCII", o => o.From = "đặng@example.vn" },
        { "SendGridOptions.BaseUrl is null", o => o.BaseUrl = null! },
        { "SendGridOptions.BaseUrl is not a whole URL", o => o.BaseUrl = new Uri("/v3", UriKind.Relative) },
        { "SendGridOptions.BaseUrl has the scheme 'http'", o => o.BaseUrl = new Uri("http://api.sendgrid.com") },
        { "SendGridOptions.BaseUrl has a query", o => o.BaseUrl = new Uri("https://api.sendgrid.com/?x=1") },
        { "SendGridOptions.BaseUrl has a query", o => o.BaseUrl = new Uri("https://user@api.sendgrid.com/") },
        { "SendGridOptions.Categories has 11 entries", o => o.Categories = [.. Enumerable.Range(1, 11).Select(i => $"c{i}")] },
        { "SendGridOptions.Categories holds an entry that is empty", o => o.Categories = [" "] },
        { "SendGridOptions.Categories holds an entry that is empty or longer", o => o.Categories = [new string('x', 256)] },
        { "SendGridOptions.Categories holds an entry twice", o => o.Categories = ["a", "a"] },
        { "SendGridOptions.UnsubscribeGroup", o => o.UnsubscribeGroup = 0 },
        { "SendGridOptions.WebhookKey is not a public key", o => o.WebhookKey = "AAAA" },
        { "SendGridOptions.PreviousWebhookKey is set, but SendGridOptions.WebhookKey is empty", o => o.PreviousWebhookKey = "AAAA" },
        { "SendGridOptions.InboundKey is not a public key", o => o.InboundKey = "whsec_x" },
        { "SendGridOptions.InboundToken must have 24 to 200", o => o.InboundToken = "short" },
        { "SendGridOptions.InboundToken must have 24 to 200", o => o.InboundToken = new string('a', 24) + "&" },
        { "SendGridOptions.PreviousInboundToken is set, but SendGridOptions.InboundToken is empty", o => o.PreviousInboundToken = new string('a', 24) },
        { "SendGridOptions.SignatureTolerance is 00:00:00", o => o.SignatureTolerance = TimeSpan.Zero },
        { "SendGridOptions.SignatureTolerance is 8.00:00:00", o => o.SignatureTolerance = TimeSpan.FromDays(8) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_WithAMistake_SayWhichAndWhatToDo(string expected, Action<SendGridOptions> configure) =>
        Assert.Contains(Problems(configure), p => p.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Options_Printed_HideEverySecret()
    {
        var options = SendGridAccount.Options(o => (o.WebhookKey, o.InboundToken) = (_post.PublicKey, "token-canary-7f3a-0123456789"));
        var shown = JsonSerializer.Serialize(options) + options + string.Join(' ', Problems(o => o.ApiKey = "bad canary-7f3a"));

        Assert.DoesNotContain("canary", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(_post.PublicKey, shown, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Problems(Action<SendGridOptions> configure) => new SendGridOptionsValidator().Validate(null, SendGridAccount.Options(configure)).Failures ?? [];
}
