using Messaging.Channels;
using Messaging.Providers.Smtp.Tests.Support;
using Messaging.Testing;

namespace Messaging.Providers.Smtp.Tests.Client;

/// <summary>
/// A connection may die while nobody uses it. The server has not heard of the next message then: a fresh connection within the same attempt sends nothing
/// twice.
/// </summary>
public sealed class StaleConnectionTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();
    private readonly ManualTimeProvider _clock = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_OverAConnectionThatClosedWhileIdle_IsReplacedOnce(bool pipelining)
    {
        UsePipelining(pipelining);
        _server.On("dot", async s =>
        {
            await s.ReplyAsync("250 2.0.0 Ok: queued as FIRST");
            if (s.Number == 1)
            {
                s.Close();
            }
        });
        await using var pool = Make.Pool(_server);

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        var second = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, second.Kind);
        Assert.Equal(2, _server.Connections);
        Assert.Equal(2, _server.Mails.Count);
    }

    [Theory]
    [InlineData("RSET", "421 4.4.2 Idle for too long")]
    [InlineData("RSET", "502 5.5.2 Not known")]
    [InlineData("RSET", "Nonsense")]
    [InlineData("MAIL", "421 4.7.0 Enough of you")]
    public async Task Send_OverAConnectionThatEndsBeforeTheSenderIsTaken_IsReplacedOnce(string stage, string reply)
    {
        _server.On(stage, s =>
        {
            if (s is { Number: 1, Taken: 1 })
            {
                return s.ReplyAsync(reply);
            }

            s.AnswerNormally();
            return Task.CompletedTask;
        });
        await using var pool = Make.Pool(_server);

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        var second = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Accepted, "Q2-1"), (second.Kind, second.ProviderMessageId));
        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public async Task Send_OverAConnectionThatFellSilent_IsReplacedWithinSeconds()
    {
        UsePipelining(false);
        _server.On("RSET", s => s.HangAsync());
        await using var pool = Make.Pool(_server, time: _clock);

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        var sending = pool.SendAsync(Make.Mail(), default);
        await _server.Reached("RSET");
        _clock.Advance(TimeSpan.FromSeconds(4));
        var second = await sending.WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, second.Kind);
        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public async Task Send_ReplacementFailsToo_IsRetryWithoutAThirdConnection()
    {
        _server.On("MAIL", s =>
        {
            if (s is { Number: 1, Taken: 0 })
            {
                s.AnswerNormally();
                return Task.CompletedTask;
            }

            return s.ReplyAsync("421 4.7.0 Enough of you");
        });
        await using var pool = Make.Pool(_server);

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        var second = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Temporary), (second.Kind, second.Failure!.Kind));
        Assert.Equal(2, _server.Connections);
    }

    [Theory]
    [InlineData("RCPT", true)]
    [InlineData("RCPT", false)]
    [InlineData("DATA", true)]
    [InlineData("content", true)]
    [InlineData("dot", true)]
    public async Task Send_ConnectionBreaksAfterTheSenderWasTaken_IsNotTriedTwice(string stage, bool pipelining)
    {
        UsePipelining(pipelining);
        _server.On(stage, s =>
        {
            if (s.Taken == (stage == "dot" ? 2 : 1))
            {
                s.Reset();
            }
            else
            {
                s.AnswerNormally();
            }

            return Task.CompletedTask;
        });
        await using var pool = Make.Pool(_server);

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        var second = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.NotEqual(SendOutcomeKind.Accepted, second.Kind);
        Assert.Equal(1, _server.Connections);
    }

    private void UsePipelining(bool pipelining)
    {
        if (!pipelining)
        {
            _server.Features.Remove("PIPELINING");
        }
    }
}
