using Messaging.Channels;
using Messaging.Providers.Smtp.Tests.Support;
using Messaging.Testing;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class SmtpConnectionPoolTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();
    private readonly ManualTimeProvider _clock = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ManyInARow_UsesOneConnectionAndClearsItBetween(bool pipelining)
    {
        UsePipelining(pipelining);
        await using var pool = Make.Pool(_server);

        for (var i = 0; i < 20; i++)
        {
            var outcome = await pool.SendAsync(Make.Mail(), default).WithinTestTime();
            Assert.Equal($"Q1-{i + 1}", outcome.ProviderMessageId);
        }

        Assert.Equal(1, _server.Connections);
        Assert.Equal(19, _server.CommandsOf("RSET").Count);
    }

    [Fact]
    public async Task Send_MoreThanAConnectionCarries_QuitsAndOpensAnother()
    {
        await using var pool = Make.Pool(_server, o => o.MaxConnections = 1, messagesPerConnection: 3);

        for (var i = 0; i < 7; i++)
        {
            await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        }

        Assert.Equal(3, _server.Connections);
        Assert.Equal(2, _server.CommandsOf("QUIT").Count);
        Assert.Equal(1, _server.MostOpen);
    }

    [Theory]
    [InlineData("421 4.3.2 Accepted nothing, closing")]
    [InlineData("250 2.0.0 Ok: queued as LAST\r\n421 4.3.2 Closing")]
    public async Task Send_ServerSaysGoodBye_EndsTheUseOfTheConnection(string reply)
    {
        _server.On("dot", s =>
        {
            if (s.Number == 1)
            {
                return s.WriteAsync(reply + "\r\n");
            }

            s.AnswerNormally();
            return Task.CompletedTask;
        });
        await using var pool = Make.Pool(_server);

        var first = await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        var second = await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Equal(reply[0] == '2' ? SendOutcomeKind.Accepted : SendOutcomeKind.Retry, first.Kind);
        Assert.Equal(SendOutcomeKind.Accepted, second.Kind);
        Assert.Equal(2, _server.Connections);
    }

    [Theory]
    [InlineData("MAIL", true, 2)]
    [InlineData("MAIL", false, 1)]
    [InlineData("RCPT", true, 1)]
    [InlineData("RCPT", false, 1)]
    [InlineData("DATA", true, 1)]
    [InlineData("dot", true, 1)]
    public async Task Send_AfterARefusedMessage_CarriesNothingOver(string stage, bool pipelining, int connections)
    {
        UsePipelining(pipelining);
        var isFirst = true;
        _server.On(stage, s =>
        {
            if (isFirst)
            {
                isFirst = false;
                return s.ReplyAsync("550 5.7.1 Not this one");
            }

            s.AnswerNormally();
            return Task.CompletedTask;
        });
        await using var pool = Make.Pool(_server);

        await pool.SendAsync(Make.Mail("first@example.org"), default).WithinTestTime();
        var second = await pool.SendAsync(Make.Mail("second@example.org", "Subject: Second\r\n\r\nSecond\r\n"), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, second.Kind);
        Assert.Equal(["second@example.org"], _server.Mails.Last().Recipients);
        Assert.Equal("Subject: Second\r\n\r\nSecond\r\n", _server.Mails.Last().Text);
        Assert.Equal(connections, _server.Connections);
    }

    [Fact]
    public async Task Idle_ForHalfAMinute_IsClosedWithAQuit()
    {
        await using var pool = Make.Pool(_server, time: _clock);

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        _clock.Advance(TimeSpan.FromSeconds(29));
        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(_server.CommandsOf("QUIT"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _server.Reached("QUIT");

        Assert.Equal(1, _server.Connections);
        await pool.SendAsync(Make.Mail(), default).WithinTestTime();
        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public async Task Slots_AllTaken_MakeTheNextCallerWaitAndHonourItsToken()
    {
        var gate = new TaskCompletionSource();
        _server.On("dot", async s =>
        {
            await gate.Task;
            await s.ReplyAsync("250 2.0.0 Ok");
        });
        await using var pool = Make.Pool(_server, o => o.MaxConnections = 1);
        using var cancel = new CancellationTokenSource();

        var first = pool.SendAsync(Make.Mail(), default);
        await _server.Reached("dot");
        var second = pool.SendAsync(Make.Mail(), cancel.Token);
        var third = pool.SendAsync(Make.Mail("third@example.org"), default);
        await cancel.CancelAsync();
        var cancelled = await second.WithinTestTime();
        gate.SetResult();

        Assert.Equal((SendOutcomeKind.Retry, "cancelled"), (cancelled.Kind, cancelled.Failure!.Code));
        Assert.Equal(SendOutcomeKind.Accepted, (await first.WithinTestTime()).Kind);
        Assert.Equal(SendOutcomeKind.Accepted, (await third.WithinTestTime()).Kind);
        Assert.Equal(1, _server.Connections);
        Assert.Equal(2, _server.Mails.Count);
    }

    [Fact]
    public async Task Dispose_WithIdleConnections_TakesLeave()
    {
        var pool = Make.Pool(_server);
        await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        await pool.DisposeAsync().AsTask().WithinTestTime();
        await pool.DisposeAsync().AsTask().WithinTestTime();

        Assert.Single(_server.CommandsOf("QUIT"));
        Assert.Equal((SendOutcomeKind.Retry, "stopped"), Parts(await pool.SendAsync(Make.Mail(), default).WithinTestTime()));
    }

    [Fact]
    public async Task Dispose_ServerDoesNotAnswerQuit_EndsAtItsTimeLimit()
    {
        _server.On("QUIT", s => s.HangAsync());
        var pool = Make.Pool(_server, time: _clock);
        await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        var disposing = pool.DisposeAsync().AsTask();
        await _server.Reached("QUIT");
        _clock.Advance(TimeSpan.FromSeconds(2));

        await disposing.WithinTestTime();
    }

    [Fact]
    public async Task Dispose_WhileAMessageIsUnderWay_LetsItEndAndClosesItsConnection()
    {
        var gate = new TaskCompletionSource();
        _server.On("dot", async s =>
        {
            await gate.Task;
            await s.ReplyAsync("250 2.0.0 Ok");
        });
        var pool = Make.Pool(_server);
        var sending = pool.SendAsync(Make.Mail(), default);
        await _server.Reached("dot");

        await pool.DisposeAsync().AsTask().WithinTestTime();
        gate.SetResult();

        Assert.Equal(SendOutcomeKind.Accepted, (await sending.WithinTestTime()).Kind);
        await _server.Reached("QUIT");
    }

    [Fact]
    public async Task Send_AThousandAtOnce_CrossesNothing()
    {
        const int count = 1000;
        await using var pool = Make.Pool(_server, o => o.MaxConnections = 16, messagesPerConnection: 40);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, count).Select(i => pool.SendAsync(
            Make.Mail($"to-{i}@example.org", ContentOf($"{i}"), $"from-{i}@example.org"), default))).WithinTestTime();

        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
        Assert.Equal(count, outcomes.Select(o => o.ProviderMessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(count, _server.Mails.Count);
        Assert.All(_server.Mails, m => Assert.Single(m.Recipients));
        Assert.DoesNotContain(_server.Mails, IsCrossed);
        Assert.Equal(count, _server.Mails.Select(m => m.Recipients[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.True(_server.MostOpen <= 16);
    }

    private static bool IsCrossed(ReceivedMail mail)
    {
        var number = mail.From["from-".Length..mail.From.IndexOf('@', StringComparison.Ordinal)];
        return mail.Recipients[0] != $"to-{number}@example.org" || mail.Text != ContentOf(number);
    }

    private static string ContentOf(string number) => $"To: <to-{number}@example.org>\r\nSubject: {number}\r\n\r\nBody of {number}.\r\n";

    private static (SendOutcomeKind Kind, string Code) Parts(SendOutcome outcome) => (outcome.Kind, outcome.Failure!.Code);

    private void UsePipelining(bool pipelining)
    {
        if (!pipelining)
        {
            _server.Features.Remove("PIPELINING");
        }
    }
}
