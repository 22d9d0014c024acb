using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing.Conformance;
using Messaging.TestTools;

namespace Messaging.EntityFramework.Tests.Conformance;

/// <summary>Every way to keep messages passes the same suite.</summary>
public sealed class StoreConformanceTests : IClassFixture<StoreConformanceTests.Hosts>
{
    private readonly Hosts _hosts;

    public StoreConformanceTests(Hosts hosts) => _hosts = hosts;

    public static TheoryData<string> Names => [.. StoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.Sqlite.Services);

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_OnThePortablePath_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.SqlitePortable.Services);

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_InAHostsContext_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.SqliteOwn.Services);

    [Theory]
    [MemberData(nameof(Names))]
    public Task SqliteStore_InAStrangeContext_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.SqliteStrange.Services);

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.PostgreSql.Services);

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_OnThePortablePath_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.PostgreSqlPortable.Services);

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_InAHostsContext_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.PostgreSqlOwn.Services);

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_InAStrangeContext_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.PostgreSqlStrange.Services);

    [PostgreSqlTheory]
    [MemberData(nameof(Names))]
    public Task PostgreSqlStore_PartitionedByMonth_KeepsTheRule(string name) => StoreConformance.RunAsync(name, _hosts.PostgreSqlPartitioned.Services);

    /// <summary>One host per way, made when the first case asks for it.</summary>
    public sealed class Hosts : IDisposable
    {
        private readonly Dictionary<string, StoreHost> _made = [];

        public StoreHost Sqlite => Get(nameof(Sqlite), () => StoreHost.Dedicated(sqlite: true));

        public StoreHost SqlitePortable => Get(nameof(SqlitePortable), () => StoreHost.Dedicated(sqlite: true, portable: true));

        public StoreHost SqliteOwn => Get(nameof(SqliteOwn), () => StoreHost.Own<FullHostDbContext>(sqlite: true));

        public StoreHost SqliteStrange => Get(nameof(SqliteStrange), () => StoreHost.Own<StrangeDbContext>(sqlite: true));

        public StoreHost PostgreSql => Get(nameof(PostgreSql), () => StoreHost.Dedicated(sqlite: false));

        public StoreHost PostgreSqlPortable => Get(nameof(PostgreSqlPortable), () => StoreHost.Dedicated(sqlite: false, portable: true));

        public StoreHost PostgreSqlOwn => Get(nameof(PostgreSqlOwn), () => StoreHost.Own<FullHostDbContext>(sqlite: false));

        public StoreHost PostgreSqlStrange => Get(nameof(PostgreSqlStrange), () => StoreHost.Own<StrangeDbContext>(sqlite: false));

        public StoreHost PostgreSqlPartitioned => Get(nameof(PostgreSqlPartitioned), () => StoreHost.Dedicated(sqlite: false, partitioned: true));

        public void Dispose()
        {
            foreach (var host in _made.Values)
            {
                host.Dispose();
            }
        }

        private StoreHost Get(string name, Func<StoreHost> make)
        {
            if (!_made.TryGetValue(name, out var host))
            {
                _made[name] = host = make();
            }

            return host;
        }
    }
}
