using Messaging.Authoring;
using Messaging.Core.Tests.Support;
using Messaging.Templates;

namespace Messaging.Core.Tests.Authoring;

/// <summary>A host with stored templates, and shorthands for an author.</summary>
public sealed class AuthoringHost : IAsyncDisposable
{
    public AuthoringHost(Action<MessagingBuilder>? configure = null) => Host = new TestHost(b =>
    {
        configure?.Invoke(b);
        b.AddStoredTemplates();
    });

    public TestHost Host { get; }

    public ITemplates Templates => Host.Get<ITemplates>();

    public static TemplateContent Email(string html, string subject = "s", string locale = "", string variant = "") =>
        new() { Channel = MessageChannel.Email, Subject = subject, Html = html, Locale = locale, Variant = variant };

    /// <summary>Makes or edits a draft with these contents.</summary>
    public async Task<StoredTemplate> DraftAsync(string code, TemplateEdit edit, string tenant = "")
    {
        var found = await Templates.FindAsync(code, tenant);
        return await Templates.SaveDraftAsync(code, edit with { Revision = found?.Revision ?? 0 }, "ann", tenant);
    }

    /// <summary>Makes or edits a draft and publishes it; it must be without errors.</summary>
    public async Task<int> PublishAsync(string code, string html, string tenant = "", TemplateKind? kind = null, string? layout = null)
    {
        var saved = await DraftAsync(code, new TemplateEdit { Kind = kind, Layout = layout, Contents = [Email(html)] }, tenant);
        return await PublishAsync(saved);
    }

    public async Task<int> PublishAsync(StoredTemplate saved, bool allowRaw = false)
    {
        var publication = await Templates.PublishAsync(saved.Code, new PublishRequest { Revision = saved.Revision, AllowRaw = allowRaw }, "ben", saved.TenantId);
        Assert.Equal("", string.Join('\n', publication.Report.Findings.Where(f => f.Level == FindingLevel.Error).Select(f => f.Message)));
        return publication.Version!.Value;
    }

    /// <summary>Sends an email with a template and returns its id.</summary>
    public async Task<Guid> SendAsync(string code, string tenant = "", object? data = null, string recipient = "") =>
        (await Host.Client.SendAsync(new MessageRequest { Template = code, Tenant = tenant, Data = data, To = [new Recipient { Id = recipient, Email = "lan@example.org" }] })).Messages[0].Id;

    /// <summary>Dispatches and returns the HTML of all emails sent so far, sorted.</summary>
    public async Task<IReadOnlyList<string?>> SentAsync()
    {
        await Host.DispatchAsync();
        return [.. Host.Email.Sent.Select(m => m.Content.Html).Order(StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
