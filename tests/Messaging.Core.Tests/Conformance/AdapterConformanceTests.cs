using Messaging.Testing.Conformance;

namespace Messaging.Core.Tests.Conformance;

/// <summary>The suite for adapters is worth what it finds: it passes an adapter that is right, and each flaw is found by the case that is there for it.</summary>
public sealed class AdapterConformanceTests
{
    public static TheoryData<string> Names => [.. AdapterConformance.CasesOf(FlawedVendor.With(Flaw.None)).Select(c => c.Name)];

    public static TheoryData<Flaw, string> Flaws => new()
    {
        { Flaw.RetriesByItself, "Status_503WithoutAKnownCode_IsUnknown" },
        { Flaw.TakesAResetForNotSent, "Connection_ResetAfterTheRequestWasRead_IsUnknown" },
        { Flaw.TakesAResetForNotSent, "Connection_ResetBeforeTheRequestWasRead_IsUnknown" },
        { Flaw.TakesAResetForNotSent, "Connection_ClosedWithoutAnAnswer_IsUnknown" },
        { Flaw.TakesAResetForNotSent, "Answer_ThatIsNoHttp_IsUnknown" },
        { Flaw.TakesAResetForNotSent, "Timeout_OfAServerThatNeverAnswers_IsUnknown" },
        { Flaw.TakesAResetForNotSent, "Batch_WithoutAnAnswer_IsUnknownForEach" },
        { Flaw.TakesEveryFaultForUnknown, "Connection_Refused_IsCertainlyNotSent" },
        { Flaw.TakesEveryFaultForUnknown, "Name_NotFound_IsCertainlyNotSent" },
        { Flaw.TakesEveryFaultForUnknown, "Tls_NotSpokenByTheServer_IsCertainlyNotSent" },
        { Flaw.ThrowsOnTimeout, "Timeout_OfAServerThatNeverAnswers_IsUnknown" },
        { Flaw.IgnoresCancellation, "Timeout_BeforeTheVendorSaysThatItTookIt_IsUnknown" },
        { Flaw.IgnoresCancellation, "Batch_Cancelled_IsUnknownForEach" },
        { Flaw.TakesACancelledCallForUnknown, "Cancellation_BeforeTheCall_IsCertainlyNotSent" },
        { Flaw.NeedsAnId, "Success_WithNoBody_IsAcceptedWithoutAnId" },
        { Flaw.NeedsAnId, "Success_WithAnEmptyObject_IsAcceptedWithoutAnId" },
        { Flaw.NeedsAnId, "Batch_AcceptedWithoutABody_IsAcceptedForEach" },
        { Flaw.ReadsTheBodyFirst, "Success_BreakingOff_IsAcceptedAllTheSame" },
        { Flaw.ReadsTheBodyFirst, "Success_WithGarbage_IsAcceptedWithoutAnId" },
        { Flaw.ReadsTheBodyFirst, "Success_WithDeepJson_IsAcceptedWithoutAnId" },
        { Flaw.ReadsTheBodyFirst, "Status_502WithoutAKnownCode_IsUnknown" },
        { Flaw.IgnoresTheId, "Success_WithAnId_ReturnsIt" },
        { Flaw.IgnoresTheId, "Success_InASlowDrip_ReturnsTheId" },
        { Flaw.IgnoresRetryAfter, "Throttled_WithSeconds_WaitsThatLong" },
        { Flaw.IgnoresRetryAfter, "Throttled_WithADate_WaitsUntilThen" },
        { Flaw.IgnoresRetryAfter, "Answer_TooFast_GivesItsOutcome" },
        { Flaw.RefusesWithoutCredentials, "Status_401WithoutAKnownCode_IsRetry" },
        { Flaw.RefusesWithoutCredentials, "Status_403WithoutAKnownCode_IsRetry" },
        { Flaw.RefusesWithoutCredentials, "Answer_WrongKey_GivesItsOutcome" },
        { Flaw.TakesEvery500ForRetry, "Status_500WithoutAKnownCode_IsUnknown" },
        { Flaw.TakesEvery500ForRetry, "Batch_AnsweredByAProxy_IsUnknownForEach" },
        { Flaw.ThrowsOnUnknownErrors, "Status_400WithoutAKnownCode_IsRejected" },
        { Flaw.FollowsRedirects, "Status_307WithoutAKnownCode_IsRetry" },
        { Flaw.FollowsRedirects, "Status_302WithoutAKnownCode_IsRetry" },
        { Flaw.LogsTheAddress, "Success_WithAnId_ReturnsIt" },
        { Flaw.LogsTheKey, "Success_WithAnId_ReturnsIt" },
        { Flaw.PutsTheAddressIntoTheCode, "Answer_InvalidNumber_GivesItsOutcome" },
        { Flaw.PutsTheVendorsWordsIntoTheCode, "Log_OfAnAnswerThatRepeatsTheMessage_HoldsNothingOfIt" },
        { Flaw.PutsTheKeyIntoTheAddress, "Request_HasALengthAndHoldsNoSecretInItsAddress" },
        { Flaw.SpeaksAsciiOnly, "Text_InEveryScript_ArrivesUnchanged" },
        { Flaw.BuildsJsonByHand, "Text_InEveryScript_ArrivesUnchanged" },
        { Flaw.BuildsJsonByHand, "Injection_3InNamesAndSubject_AddsNothing" },
        { Flaw.WritesChunks, "Request_HasALengthAndHoldsNoSecretInItsAddress" },
        { Flaw.SharesState, "Sends_AHundredAtOnce_KeepApart" },
        { Flaw.KnowsNoLimit, "Limit_Text1000_JustBeyond_IsRefusedWithoutARequest" },
        { Flaw.CutsTheText, "Limit_Text1000_JustBeyond_IsRefusedWithoutARequest" },
        { Flaw.MakesAKeyPerAttempt, "IdempotencyKey_OfTheMessage_IsHandedOver" },
        { Flaw.ChangesTheBodyUnderAKey, "IdempotencyKey_OfALaterAttempt_ComesWithTheSameBytes" },
        { Flaw.NamesTheFirstAttemptUnderAKey, "IdempotencyKey_OfALaterAttempt_NamesNoAttempt" },
        { Flaw.SendsABatchOneByOne, "Batch_Accepted_GivesEachItsId" },
        { Flaw.TurnsABatchAround, "Batch_Accepted_GivesEachItsId" },
        { Flaw.TurnsABatchAround, "Batch_FirstRefused_GivesOneOutcomePerMessageInOrder" },
        { Flaw.TakesOneRefusalForAll, "Batch_MiddleRefused_GivesOneOutcomePerMessageInOrder" },
        { Flaw.RefusesWhatABatchLeavesOut, "Batch_AnsweredForFewerThanWereSent_IsNeverRefusedOrRepeated" },
        { Flaw.TakesEveryFailedLookupForProof, "Lookup_AnsweredByAProxy_IsUndecided" },
        { Flaw.TakesEveryFailedLookupForProof, "Lookup_WithoutAnAnswer_IsUndecided" },
        { Flaw.HidesItsBatches, "Script_AgreesWithTheCapabilities" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public Task Adapter_WithoutAFlaw_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, FlawedVendor.With(Flaw.None));

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task Adapter_WithAFlaw_IsFoundOut(Flaw flaw, string name)
    {
        var failure = await Assert.ThrowsAsync<ConformanceException>(() => AdapterConformance.RunAsync(name, FlawedVendor.With(flaw)));
        Assert.DoesNotContain(FlawedVendor.Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFlaw_HasACaseThatFindsIt() =>
        Assert.Equal(Enum.GetValues<Flaw>().Where(f => f != Flaw.None), Flaws.Select(f => (Flaw)f[0]).Distinct().Order());

    [Fact]
    public void Names_OfCases_AreUnique()
    {
        var names = AdapterConformance.CasesOf(FlawedVendor.With(Flaw.None)).Select(c => c.Name).ToList();
        Assert.Equal(names.Distinct(), names);
    }
}
