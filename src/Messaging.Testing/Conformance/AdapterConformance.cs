using Messaging.Testing.Conformance.Adapters;

namespace Messaging.Testing.Conformance;

/// <summary>What every adapter that speaks HTTP must do, against a server that behaves like its vendor and fails in every way a network can.</summary>
/// <example>
/// With xUnit: <c>[Theory, MemberData(nameof(Names))] public Task Adapter_KeepsTheRule(string name) => AdapterConformance.RunAsync(name, Adapter);</c>
/// </example>
public static class AdapterConformance
{
    /// <summary>The cases that apply to an adapter: those of every adapter, one per answer and limit of its vendor's script, and those of batches and look-ups where it has them.</summary>
    /// <param name="adapter">The adapter.</param>
    public static IReadOnlyList<AdapterConformanceCase> CasesOf(AdapterUnderTest adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var vendor = adapter.Vendor;
        return
        [
            .. ScriptCases.All,
            .. AcceptanceCases.All,
            .. AnswerCases.Of(vendor),
            .. StatusCases.Of(vendor),
            .. ThrottleCases.All,
            .. FaultCases.All,
            .. CancellationCases.All,
            .. ContentCases.All,
            .. LimitCases.Of(vendor),
            .. ConcurrencyCases.All,
            .. SecrecyCases.All,
            .. vendor.IdempotencyKey is null ? [] : IdempotencyCases.All,
            .. vendor.Batch is null ? [] : BatchCases.All,
            .. vendor.Batch?.AcceptSome is null ? [] : PartialBatchCases.All,
            .. vendor.Lookup is null ? [] : LookupCases.All,
        ];
    }

    /// <summary>Runs one case by name.</summary>
    /// <param name="name">The name of the case.</param>
    /// <param name="adapter">The adapter.</param>
    public static Task RunAsync(string name, AdapterUnderTest adapter) =>
        CasesOf(adapter).Single(c => string.Equals(c.Name, name, StringComparison.Ordinal)).Run(adapter);
}
