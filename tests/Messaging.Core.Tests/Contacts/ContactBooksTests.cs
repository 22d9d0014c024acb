using Messaging.Core.Tests.Support;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Core.Tests.Contacts;

/// <summary>What hosts record about people is kept, proved, changed in parts, and never mixed up between tenants.</summary>
public sealed class ContactBooksTests
{
    private static readonly Contact Lan = Contact.Person("lan", "customer");

    [Fact]
    public async Task Preferences_PartialChange_LeavesTheRest()
    {
        await using var host = new TestHost();
        var preferences = host.Get<IPreferences>();
        await preferences.UpdateAsync(Lan, new PreferenceChange
        {
            Channels = new Dictionary<MessageChannel, bool> { [MessageChannel.Sms] = false },
            Addresses = new Dictionary<MessageChannel, string?> { [MessageChannel.Email] = "Lan@Example.ORG" },
            Locale = "vi", TimeZone = "Asia/Ho_Chi_Minh", Source = "profile",
        });
        var changed = await preferences.UpdateAsync(Lan, new PreferenceChange
        {
            ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { ["invoice"] = [MessageChannel.WhatsApp, MessageChannel.Email, MessageChannel.WhatsApp] },
            TimeZone = "",
        });

        Assert.Equal([MessageChannel.Sms], changed.SwitchedOff);
        Assert.Equal(("Lan@example.org", "vi", ""), (changed.Addresses[MessageChannel.Email], changed.Locale, changed.TimeZone));
        Assert.Equal([MessageChannel.WhatsApp, MessageChannel.Email], changed.ChannelsByType["invoice"]);
        Assert.Equivalent(changed, await preferences.GetAsync(Lan), strict: true);
        Assert.True((await preferences.GetAsync(Contact.Person("lan", "supplier"))).IsOn(MessageChannel.Sms));
        Assert.True((await preferences.GetAsync(Contact.Person("lan", "customer", "other"))).IsOn(MessageChannel.Sms));
        var history = await host.Get<IContacts>().HistoryAsync(Lan);
        Assert.Equal(2, history.Count);
        Assert.All(history, h => Assert.DoesNotContain("example.org", h.Proof, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("address")]
    [InlineData("locale")]
    [InlineData("zone")]
    [InlineData("type")]
    [InlineData("line")]
    public async Task Preferences_WrongValue_IsRefusedAndNothingChanges(string wrong)
    {
        await using var host = new TestHost();
        var change = wrong switch
        {
            "locale" => new PreferenceChange { Locale = "german!" },
            "address" => new PreferenceChange { Addresses = new Dictionary<MessageChannel, string?> { [MessageChannel.Sms] = "0151" } },
            "zone" => new PreferenceChange { TimeZone = "Mars/Olympus" },
            "type" => new PreferenceChange { ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { [""] = [] } },
            _ => new PreferenceChange { Source = "a\nb" },
        };
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IPreferences>().UpdateAsync(Lan, change with { Channels = new Dictionary<MessageChannel, bool> { [MessageChannel.Email] = false } }));
        Assert.Null((await host.Get<IPreferences>().GetAsync(Lan)).UpdatedAt);
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IPreferences>().GetAsync(Contact.Address(MessageChannel.Email, "a@example.org")));
    }

    [Fact]
    public async Task Consent_DoubleOptIn_PermitsNothingUntilConfirmed()
    {
        await using var host = new TestHost();
        var consents = host.Get<IConsents>();
        var asked = await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Request, Topic = "news", Source = "form", Wording = "2026-01" });
        Assert.False(await consents.IsGrantedAsync(Lan, MessageChannel.Email, "news"));
        await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Grant, Topic = "news", Source = "confirmation", Wording = "2026-01", Proof = asked.Id.ToString() });
        Assert.True(await consents.IsGrantedAsync(Lan, MessageChannel.Email, "news"));
        Assert.False(await consents.IsGrantedAsync(Lan, MessageChannel.Email, "offers"));
        await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Request, Topic = "news" });
        Assert.True(await consents.IsGrantedAsync(Lan, MessageChannel.Email, "news"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Withdraw });
        Assert.False(await consents.IsGrantedAsync(Lan, MessageChannel.Email, "news"));
        var history = await host.Get<IContacts>().HistoryAsync(Lan);
        Assert.Equal(
            [ContactEntryKind.ConsentWithdrawn, ContactEntryKind.ConsentRequested, ContactEntryKind.ConsentGranted, ContactEntryKind.ConsentRequested], history.Select(h => h.Kind));
        Assert.Equal(("confirmation", "2026-01", asked.Id.ToString()), (history[2].Source, history[2].Wording, history[2].Proof));
    }

    [Fact]
    public async Task Consent_GrantWithoutProof_IsRefused()
    {
        await using var host = new TestHost();
        var grant = new ConsentChange { Contact = Lan, Action = ConsentAction.Grant, Source = "form", Wording = "v1" };
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IConsents>().RecordAsync(grant with { Source = "" }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IConsents>().RecordAsync(grant with { Wording = " " }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IConsents>().RecordAsync(grant with { At = host.Now.AddDays(1) }));
        Assert.Empty(await host.Get<IContacts>().HistoryAsync(Lan));
    }

    [Fact]
    public async Task Consent_LateReportOfAnOlderWord_DoesNotCount()
    {
        await using var host = new TestHost();
        host.Clock.Advance(TimeSpan.FromDays(1));
        var consents = host.Get<IConsents>();
        await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Withdraw });
        await consents.RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Grant, Source = "import", Wording = "v1", At = host.Now.AddHours(-3) });
        Assert.False(await consents.IsGrantedAsync(Lan, MessageChannel.Email));
    }

    [Fact]
    public async Task Suppression_FifthSoftBounceInTwoWeeks_LastsAMonth()
    {
        await using var host = new TestHost();
        var suppressions = host.Get<ISuppressions>();
        var address = Contact.Address(MessageChannel.Email, "lan@example.org");
        var report = new SuppressionReport { Contact = address, Reason = SuppressionReason.SoftBounce, Source = "smtp" };
        for (var i = 0; i < 4; i++)
        {
            Assert.False(await suppressions.ReportAsync(report));
            host.Clock.Advance(TimeSpan.FromDays(5));
        }

        // On the twentieth day those of the first and the fifth are forgotten: this is the third that counts.
        Assert.False(await suppressions.ReportAsync(report));
        Assert.False(await suppressions.ReportAsync(report));
        Assert.True(await suppressions.ReportAsync(report));
        var found = Assert.Single(await suppressions.FindAsync(address));
        Assert.Equal((SuppressionReason.SoftBounce, MessageChannel.Email, host.Now.AddDays(30)), (found.Reason, found.Channel, found.Until));
        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await suppressions.FindAsync(address));
    }

    [Fact]
    public async Task Suppression_Released_NeedsAReasonAndIsKept()
    {
        await using var host = new TestHost();
        var suppressions = host.Get<ISuppressions>();
        var address = Contact.Address(MessageChannel.Sms, "+491701234567");
        Assert.True(await suppressions.ReportAsync(new SuppressionReport { Contact = address, Reason = SuppressionReason.Manual, Actor = "anna" }));
        Assert.True(await suppressions.ReportAsync(new SuppressionReport { Contact = address, Reason = SuppressionReason.Manual }));
        Assert.Single((await suppressions.ListAsync()).Items);
        await Assert.ThrowsAsync<InvalidMessageException>(() => suppressions.ReleaseAsync(address, "", "anna"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => suppressions.ReleaseAsync(address, "asked", ""));
        Assert.True(await suppressions.ReleaseAsync(address, "asked by phone", "anna"));
        Assert.False(await suppressions.ReleaseAsync(address, "again", "anna"));
        Assert.Empty((await suppressions.ListAsync()).Items);
        Assert.Equal([ContactEntryKind.Released, ContactEntryKind.Suppressed], (await host.Get<IContacts>().HistoryAsync(address)).Select(e => e.Kind));
    }

    [Theory]
    [InlineData("email", "lan.nguyen@example.org", "Lan.Nguyen+news@EXAMPLE.org")]
    [InlineData("email", "lan@bücher.example", "LAN+x@xn--bcher-kva.example")]
    [InlineData("sms", "+491701234567", "+491701234567")]
    public async Task Contact_SpeltDifferently_IsTheSame(string channel, string address, string other)
    {
        await using var host = new TestHost();
        var contacts = host.Get<IContacts>();
        Assert.Equal(await contacts.GetIdAsync(Contact.Address(channel, address)), await contacts.GetIdAsync(Contact.Address(channel, other)));
        Assert.NotEqual(await contacts.GetIdAsync(Contact.Address(channel, address)), await contacts.GetIdAsync(Contact.Address(channel, other, "tenant")));
        if (channel == "sms")
        {
            Assert.Equal(await contacts.GetIdAsync(Contact.Address("sms", address)), await contacts.GetIdAsync(Contact.Address("whatsapp", address)));
        }
    }

    [Fact]
    public async Task Contact_Stored_HoldsNoAddress()
    {
        await using var host = new TestHost();
        await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = Contact.Address(MessageChannel.Email, "canary@example.org"), Reason = SuppressionReason.HardBounce });
        var rows = host.Get<Messaging.Storage.InMemory.InMemoryDatabase>();
        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(rows.Contacts.Values) + System.Text.Json.JsonSerializer.Serialize(rows.ContactEntries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_OfAnotherTenant_CannotBeReachedByHash()
    {
        await using var host = new TestHost();
        var mine = Contact.Address(MessageChannel.Email, "lan@example.org", "a");
        await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = mine, Reason = SuppressionReason.Manual });
        var stolen = Contact.Hashed(await host.Get<IContacts>().GetIdAsync(mine), "b");
        Assert.Empty(await host.Get<ISuppressions>().FindAsync(stolen));
        Assert.Empty(await host.Get<IContacts>().HistoryAsync(stolen));
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<ISuppressions>().ReleaseAsync(stolen, "x", "x"));
        Assert.Single(await host.Get<ISuppressions>().FindAsync(mine));
    }

    [Fact]
    public async Task Contact_ChangedByManyAtOnce_LosesNothing()
    {
        await using var host = new TestHost();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => host.Get<IConsents>().RecordAsync(new ConsentChange { Contact = Lan, Action = ConsentAction.Withdraw, Topic = $"t{i}" }))));
        Assert.Equal(12, (await host.Get<IConsents>().ListAsync(Lan)).Count);
        Assert.Equal(12L, (await host.Get<IContactStore>().ReadAsync([await host.Get<IContacts>().GetIdAsync(Lan)], default))[0].Version);
    }

    [Fact]
    public async Task OptOut_ByKeyword_StopsAndStartsAndAsksAPerson()
    {
        await using var host = new TestHost();
        var optOuts = host.Get<IOptOuts>();
        var text = new InboundText { Channel = MessageChannel.Sms, From = "+491701234567", Text = "Stop!" };
        var contact = Contact.Address(MessageChannel.Sms, "+491701234567");
        Assert.Equal(OptOutMeaning.OptOut, await optOuts.ReceiveAsync(text));
        Assert.Equal(OptOutMeaning.OptOut, await optOuts.ReceiveAsync(text));
        Assert.Single(await host.Get<IContacts>().HistoryAsync(contact));
        Assert.Equal(OptOutMeaning.OptIn, await optOuts.ReceiveAsync(text with { Text = "START" }));
        Assert.Equal(OptOutMeaning.Help, await optOuts.ReceiveAsync(text with { Text = "help" }));
        Assert.Equal(OptOutMeaning.Review, await optOuts.ReceiveAsync(text with { Text = "you should stop this now" }));
        var waiting = Assert.Single(await optOuts.ListReviewsAsync());
        Assert.False(await optOuts.DecideAsync(waiting.Id, true, "anna", "other"));
        Assert.True(await optOuts.DecideAsync(waiting.Id, true, "anna"));
        Assert.False(await optOuts.DecideAsync(waiting.Id, true, "anna"));
        Assert.Empty(await optOuts.ListReviewsAsync());
        Assert.Equal([ContactEntryKind.OptedOut, ContactEntryKind.OptedIn, ContactEntryKind.OptedOut], (await host.Get<IContacts>().HistoryAsync(contact)).Select(e => e.Kind));
        await optOuts.ReceiveAsync(text with { Text = "you should stop this now" });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await optOuts.ReceiveAsync(text with { Text = "start" });
        Assert.True(await optOuts.DecideAsync((await optOuts.ListReviewsAsync())[0].Id, true, "anna"));
        await optOuts.OptOutAsync(contact, default, "phone");
        await Assert.ThrowsAsync<InvalidMessageException>(() => optOuts.ReceiveAsync(text with { From = "0170 1234567" }));
        Assert.True(await optOuts.OptInAsync(contact, default, "phone"));
        Assert.False(await optOuts.OptInAsync(contact, default, "phone"));
    }
}
