using Messaging.Preferences;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/consent.md</c>.</summary>
internal static class ConsentSnippets
{
    public static async Task<(Contact Lan, RecipientPreferences All)> PreferAsync(IPreferences preferences)
    {
        var lan = Contact.Person("4711", "customer");
        await preferences.UpdateAsync(lan, new PreferenceChange
        {
            Channels = new Dictionary<MessageChannel, bool> { [MessageChannel.Sms] = false },
            ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { ["invoice"] = [MessageChannel.Email, MessageChannel.WhatsApp], ["survey"] = [] },
            Addresses = new Dictionary<MessageChannel, string?> { [MessageChannel.Email] = "lan@work.example" },
            TimeZone = "Asia/Ho_Chi_Minh",
            Source = "profile",
        });
        RecipientPreferences all = await preferences.GetAsync(lan);
        return (lan, all);
    }

    public static async Task ConsentAsync(IConsents consents, Contact lan)
    {
        var asked = await consents.RecordAsync(new ConsentChange { Contact = lan, Action = ConsentAction.Request, Topic = "news", Source = "signup-form", Wording = "2026-11" });
        await consents.RecordAsync(new ConsentChange { Contact = lan, Action = ConsentAction.Grant, Topic = "news", Source = "confirmation", Wording = "2026-11", Proof = asked.Id.ToString() });
        await consents.RecordAsync(new ConsentChange { Contact = lan, Action = ConsentAction.Withdraw });
    }

    public static async Task<OptOutMeaning> OptOutAsync(IOptOuts optOuts)
    {
        OptOutMeaning meaning = await optOuts.ReceiveAsync(new InboundText { Channel = MessageChannel.Sms, From = "+491701234567", Text = "Stop!" });
        foreach (OptOutReview text in await optOuts.ListReviewsAsync())
        {
            await optOuts.DecideAsync(text.Id, isOptOut: true, actor: "anna");
        }

        return meaning;
    }

    public static async Task SuppressAsync(ISuppressions suppressions)
    {
        var address = Contact.Address(MessageChannel.Email, "lan@example.org");
        await suppressions.ReportAsync(new SuppressionReport { Contact = address, Reason = SuppressionReason.HardBounce, Source = "smtp" });
        await suppressions.ReleaseAsync(address, reason: "mailbox restored, told by phone", actor: "anna");
    }
}
