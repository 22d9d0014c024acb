using System.Transactions;
using Messaging.EntityFramework.Tests.Support;
using Messaging.PostgreSql.WakeUps;
using Messaging.Testing;
using Microsoft.Extensions.Logging;

namespace Messaging.EntityFramework.Tests.PostgreSql;

public sealed class WakeUpSenderTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly System.Threading.Channels.Channel<string> _sent = System.Threading.Channels.Channel.CreateUnbounded<string>();
    private readonly LogList _log = new();
    private readonly LoggerFactory _loggers;
    private readonly WakeUpSender _sender;
    private Func<Task> _transport = () => Task.CompletedTask;

    public WakeUpSenderTests()
    {
        _loggers = new LoggerFactory([_log]);
        _sender = new WakeUpSender(
            async (payload, _) =>
            {
                _sent.Writer.TryWrite(payload.ToString());
                await _transport();
            },
            "me", _clock, _loggers.CreateLogger<WakeUpSender>());
    }

    [Fact]
    public async Task Send_First_GoesAtOnce_AndTheNextOnesTogetherAfterTheInterval()
    {
        _sender.Send([1]);
        Assert.Equal("me 1", await _sent.Reader.ReadAsync());
        await _clock.WaitForTimersAsync(1);
        for (var i = 0; i < 1_000; i++)
        {
            _sender.Send([i % 3]);
        }

        _clock.Advance(WakeUpSender.Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(_sent.Reader.TryRead(out _));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("me 0,1,2", string.Concat("me ", string.Join(',', (await _sent.Reader.ReadAsync())[3..].Split(',').Order(StringComparer.Ordinal))));
        Assert.False(_sent.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Send_AnyLane_CoversTheOthers()
    {
        _sender.Send([1]);
        await _sent.Reader.ReadAsync();
        await _clock.WaitForTimersAsync(1);
        _sender.Send([2]);
        _sender.Send(null);
        _clock.Advance(WakeUpSender.Interval);
        Assert.Equal("me *", await _sent.Reader.ReadAsync());
    }

    [Fact]
    public async Task Send_InAnAmbientTransaction_TakesNoPart()
    {
        var seen = new TaskCompletionSource<Transaction?>();
        _transport = () =>
        {
            seen.TrySetResult(Transaction.Current);
            return Task.CompletedTask;
        };
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        _sender.Send([1]);
        Assert.Null(await seen.Task);
        Assert.NotNull(Transaction.Current);
    }

    [Fact]
    public async Task Send_Fails_SaysSoOncePerOutageAndGoesOn()
    {
        _transport = () => throw new InvalidOperationException("topsecret");
        for (var i = 0; i < 3; i++)
        {
            _sender.Send([i]);
            await _sent.Reader.ReadAsync();
            await _clock.WaitForTimersAsync(1);
            _clock.Advance(WakeUpSender.Interval);
        }

        _transport = () => Task.CompletedTask;
        _sender.Send([9]);
        Assert.Equal("me 9", await _sent.Reader.ReadAsync());
        Assert.DoesNotContain("topsecret", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_SendsWhatIsLeft()
    {
        _sender.Send([1]);
        await _sent.Reader.ReadAsync();
        await _clock.WaitForTimersAsync(1);
        _sender.Send([2]);
        await _sender.DisposeAsync();
        Assert.Equal("me 2", await _sent.Reader.ReadAsync());
        _sender.Send([3]);
        Assert.False(_sent.Reader.TryRead(out _));
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        _loggers.Dispose();
        _log.Dispose();
    }
}
