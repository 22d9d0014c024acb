using System.Diagnostics.Metrics;
using Messaging.EntityFramework.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Joining;

/// <summary>What joins a transaction is counted once that has committed, and once only.</summary>
public sealed class JoinedMetricsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_IsCountedWhenItsTransactionCommits(bool commits)
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        using var stored = new StoredCounter(host);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.Messaging().SendAsync(JoinedHost.Request());
            Assert.Equal(0, stored.Count);
            if (commits)
            {
                await transaction.CommitAsync();
            }
        }

        Assert.Equal(commits ? 1 : 0, stored.Count);
    }

    [Fact]
    public async Task Send_Buffered_IsCountedWhenSaved()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        using var stored = new StoredCounter(host);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await db.Messaging().SendAsync(JoinedHost.Request());
        Assert.Equal(0, stored.Count);
        await db.SaveChangesAsync();
        await db.SaveChangesAsync();
        Assert.Equal(1, stored.Count);
    }

    [Fact]
    public async Task Send_RolledBackToASavepoint_AndSavedAgain_CountsOnce()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        using var stored = new StoredCounter(host);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await db.Messaging().SendAsync(JoinedHost.Request());
        await using var transaction = await db.Database.BeginTransactionAsync();
        await transaction.CreateSavepointAsync("before");
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await db.SaveChangesAsync();
        await transaction.RollbackToSavepointAsync("before");
        db.Bookings.Add(new Booking { Id = 2, Guest = "Lan" });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        Assert.Equal((1, 1), (await host.CountMessagesAsync(), stored.Count));
    }

    private sealed class StoredCounter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public StoredCounter(JoinedHost host)
        {
            var counter = host.Services.GetRequiredService<MessagingMetrics>().Stored;
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.EnableMeasurementEvents(counter);
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
