using Messaging.Testing;
using Messaging.Testing.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Storage;

public sealed class InMemoryStoreConformanceTests
{
    public static TheoryData<string> Names => [.. StoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string> TemplateNames => [.. TemplateStoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(TemplateNames))]
    public async Task InMemoryTemplateStore_KeepsTheRule(string name)
    {
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(new ManualTimeProvider()).AddMessaging().UseInMemoryStore().Services.BuildServiceProvider();
        await TemplateStoreConformance.RunAsync(name, services);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task InMemoryStore_KeepsTheRule(string name)
    {
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(new ManualTimeProvider()).AddMessaging().UseInMemoryStore().Services.BuildServiceProvider();
        await StoreConformance.RunAsync(name, services);
    }
}
