using Messaging.Preferences;

namespace Messaging.Core.Tests.Preferences;

/// <summary>Who may be written to: every rule for every category, and the word that counts when several were said.</summary>
public sealed class ContactPolicyTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly ContactState Consented = Said(ConsentAction.Grant, minutes: -60);

    public static TheoryData<string, string> Verdicts => new()
    {
        // What is known, and the verdict for security, transactional and marketing messages.
        { "nothing", "- - suppress.no-consent" },
        { "consent", "- - -" },
        { "hard bounce", "suppress.address suppress.address suppress.address" },
        { "manual", "suppress.address suppress.address suppress.address" },
        { "erased", "suppress.address suppress.address suppress.address" },
        { "complaint", "- suppress.address suppress.address" },
        { "soft bounces", "suppress.address suppress.address suppress.address" },
        { "opted out", "- suppress.opted-out suppress.opted-out" },
        { "opted out of email", "- suppress.opted-out suppress.opted-out" },
        { "opted out of sms", "- - -" },
        { "email off", "- suppress.channel-off suppress.channel-off" },
        { "sms off", "- - -" },
        { "type off", "- suppress.type-off suppress.type-off" },
        { "withdrawn", "- - suppress.no-consent" },
        { "requested", "- - suppress.no-consent" },
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Check_EachCategory_GivesItsVerdict(string known, string verdicts)
    {
        var state = State(known);
        Assert.Equal(verdicts, string.Join(' ', new[] { MessageCategory.Security, MessageCategory.Transactional, MessageCategory.Marketing }.Select(c => CodeOf(c, state, null))));
        if (known is not ("email off" or "sms off" or "type off"))
        {
            Assert.Equal(verdicts, string.Join(' ', new[] { MessageCategory.Security, MessageCategory.Transactional, MessageCategory.Marketing }.Select(c => CodeOf(c, null, state))));
        }
    }

    [Fact]
    public void Check_SuppressionThatEnded_SaysNothing()
    {
        var ended = ContactState.Empty.With(new SuppressionMark(MessageChannel.Email, SuppressionReason.SoftBounce, Now.AddDays(-31), Now, "smtp"));
        Assert.Equal("-", CodeOf(MessageCategory.Transactional, null, ended));
    }

    [Fact]
    public void Check_SuppressionOfAnotherChannel_SaysNothing() =>
        Assert.Equal("-", CodeOf(MessageCategory.Transactional, null, ContactState.Empty.With(new SuppressionMark(MessageChannel.Sms, SuppressionReason.HardBounce, Now, null, "x"))));

    [Theory]
    [InlineData("grant all, withdraw news", "news=no other=yes")]
    [InlineData("withdraw all, grant news", "news=yes other=no")]
    [InlineData("grant news, withdraw all", "news=no other=no")]
    [InlineData("withdraw news, grant all", "news=yes other=yes")]
    [InlineData("grant email, withdraw sms", "news=yes other=yes")]
    [InlineData("grant sms", "news=no other=no")]
    [InlineData("grant all, request news", "news=yes other=yes")]
    [InlineData("grant all, withdraw news, request news", "news=no other=yes")]
    public void Latest_OfTheWordsThatCover_Counts(string words, string expected)
    {
        var state = ContactState.Empty;
        var minutes = -100;
        foreach (var word in words.Split(", "))
        {
            var parts = word.Split(' ');
            var action = parts[0] switch { "grant" => ConsentAction.Grant, "withdraw" => ConsentAction.Withdraw, _ => ConsentAction.Request };
            var channel = parts[1] is "email" or "sms" ? MessageChannel.Parse(parts[1]) : default;
            state = state.With(new Consent(action, channel, parts[1] == "news" ? "news" : "", Now.AddMinutes(minutes++), "form", "v1"));
        }

        Assert.Equal(expected, $"news={Answer(state, "news")} other={Answer(state, "other")}");
    }

    [Fact]
    public void Withdrawn_HoldsAlsoWhereConsentIsLeftToTheHost_AndAtTheSameMoment()
    {
        var question = new ContactQuestion(MessageChannel.Email, MessageCategory.Marketing, false, "news", Now);
        Assert.Null(ContactPolicy.Check(question, ContactState.Empty, null));
        Assert.Equal(DecisionCode.SuppressNoConsent, ContactPolicy.Check(question, Said(ConsentAction.Withdraw, -1), null)!.Code);
        var both = Said(ConsentAction.Withdraw, -1).With(new Consent(ConsentAction.Grant, default, "", Now.AddMinutes(-1), "import", "v1"));
        Assert.Equal(ConsentAction.Withdraw, ContactPolicy.Latest(MessageChannel.Email, "news", both, null)!.Action);
    }

    [Fact]
    public void Latest_OfPersonAndAddress_TheNewerCounts()
    {
        var (granted, withdrawn) = (Said(ConsentAction.Grant, -10), Said(ConsentAction.Withdraw, -5));
        Assert.Equal(ConsentAction.Withdraw, ContactPolicy.Latest(MessageChannel.Email, "news", granted, withdrawn)!.Action);
        Assert.Equal(ConsentAction.Withdraw, ContactPolicy.Latest(MessageChannel.Email, "news", withdrawn, granted)!.Action);
        Assert.Equal(ConsentAction.Withdraw, ContactPolicy.Latest(MessageChannel.Email, "news", Said(ConsentAction.Grant, -5), withdrawn)!.Action);
    }

    [Fact]
    public void Facts_NameWhatDecided_AndNoAddress()
    {
        var refusal = ContactPolicy.Check(Question(MessageCategory.Marketing), null, State("hard bounce"));
        Assert.Equal("hard-bounce 2030-06-10T11:00:00.0000000+00:00 smtp", refusal!.Facts);
    }

    [Fact]
    public void State_WrittenByAnotherVersion_IsReadWithWhatItLacks()
    {
        Assert.Empty(ContactState.Parse("{}").Consents);
        Assert.Empty(ContactState.Parse("""{"preferences":{"locale":"de"},"later":1}""").Preferences!.SwitchedOff);
        var state = State("type off").With(new OptOut(MessageChannel.Sms, Now, "x", "y")).WithSoftBounce(MessageChannel.Email, Now, "smtp");
        Assert.Equal(state.ToJson(), ContactState.Parse(state.ToJson()).ToJson());
    }

    internal static ContactState State(string known) => known switch
    {
        "nothing" => ContactState.Empty,
        "consent" => Consented,
        "hard bounce" => Marked(SuppressionReason.HardBounce),
        "manual" => Marked(SuppressionReason.Manual),
        "erased" => Marked(SuppressionReason.Erased),
        "complaint" => Marked(SuppressionReason.Complaint),
        "soft bounces" => Consented.With(new SuppressionMark(MessageChannel.Email, SuppressionReason.SoftBounce, Now, Now.AddDays(30), "smtp")),
        "opted out" => Consented.With(new OptOut(default, Now, "phone", "")),
        "opted out of email" => Consented.With(new OptOut(MessageChannel.Email, Now, "phone", "")),
        "opted out of sms" => Consented.With(new OptOut(MessageChannel.Sms, Now, "phone", "")),
        "email off" => Switched(MessageChannel.Email),
        "sms off" => Switched(MessageChannel.Sms),
        "type off" => Consented.With(new PreferenceChange { ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { ["news"] = [] } }, Now),
        "withdrawn" => Consented.With(new Consent(ConsentAction.Withdraw, default, "", Now, "page", "")),
        _ => ContactState.Empty.With(new Consent(ConsentAction.Request, default, "", Now, "form", "v1")),
    };

    private static ContactState Marked(SuppressionReason reason) => Consented.With(new SuppressionMark(default, reason, Now.AddHours(-1), null, "smtp"));

    private static ContactState Switched(MessageChannel channel) => Consented.With(new PreferenceChange { Channels = new Dictionary<MessageChannel, bool> { [channel] = false } }, Now);

    private static ContactState Said(ConsentAction action, int minutes) => ContactState.Empty.With(new Consent(action, default, "", Now.AddMinutes(minutes), "form", "v1"));

    private static string Answer(ContactState state, string topic) => ContactPolicy.Latest(MessageChannel.Email, topic, state, null) is { Action: ConsentAction.Grant } ? "yes" : "no";

    private static ContactQuestion Question(MessageCategory category) => new(MessageChannel.Email, category, category == MessageCategory.Marketing, "news", Now);

    private static string CodeOf(MessageCategory category, ContactState? person, ContactState? address) =>
        ContactPolicy.Check(Question(category), person, address)?.Code.Value ?? "-";
}
