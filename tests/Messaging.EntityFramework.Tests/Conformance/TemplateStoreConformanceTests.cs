using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing.Conformance;
using Messaging.TestTools;

namespace Messaging.EntityFramework.Tests.Conformance;

/// <summary>Every way to keep templates passes the same suite.</summary>
public sealed class TemplateStoreConformanceTests
{
    public static TheoryData<string> Names => [.. TemplateStoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_KeepsTheRule(string name) => RunAsync(name, StoreHost.Dedicated(sqlite: true));

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_OnThePortablePath_KeepsTheRule(string name) => RunAsync(name, StoreHost.Dedicated(sqlite: true, portable: true));

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_InAHostsContext_KeepsTheRule(string name) => RunAsync(name, StoreHost.Own<TemplateHostDbContext>(sqlite: true));

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_KeepsTheRule(string name) => RunAsync(name, StoreHost.Dedicated(sqlite: false));

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_OnThePortablePath_KeepsTheRule(string name) => RunAsync(name, StoreHost.Dedicated(sqlite: false, portable: true));

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_InAHostsContext_KeepsTheRule(string name) => RunAsync(name, StoreHost.Own<TemplateHostDbContext>(sqlite: false));

    private static async Task RunAsync(string name, StoreHost host)
    {
        using (host)
        {
            await TemplateStoreConformance.RunAsync(name, host.Services);
        }
    }
}
