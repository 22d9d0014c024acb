namespace Messaging.Testing.Conformance;

/// <summary>What every message store must do. Run each case against a host whose services hold the store; they may share one database.</summary>
/// <example>
/// With xUnit: <c>[Theory, MemberData(nameof(Names))] public Task Store_KeepsTheRule(string name) => StoreConformance.RunAsync(name, services);</c>
/// </example>
public static class StoreConformance
{
    /// <summary>The cases.</summary>
    public static IReadOnlyList<ConformanceCase> Cases { get; } =
    [
        .. AddCases.All,
        .. ClaimCases.All,
        .. StartCases.All,
        .. CountCases.All,
        .. ContactCases.All,
        .. ChainCases.All,
        .. RecordCases.All,
        .. EventCases.All,
        .. MaintenanceCases.All,
        .. RetentionCases.All,
        .. QueryCases.All,
        .. OperatorCases.All,
        .. WalkCases.All,
        .. LinkCases.All,
        .. DeviceCases.All,
        .. RateLimitCases.All,
        .. QueueCases.All,
        .. DeadLetterCases.All,
        .. MessageCountCases.All,
        .. InboundCases.All,
    ];

    /// <summary>Runs one case by name.</summary>
    /// <param name="name">The name of the case.</param>
    /// <param name="services">The services of a host with the store.</param>
    public static Task RunAsync(string name, IServiceProvider services) =>
        Cases.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal)).Run(services);
}
