using System.Text;
using Messaging.Channels;
using Messaging.Providers.Smtp.Client;
using Messaging.Providers.Smtp.Tests.Support;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class SmtpTransactionTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("MAIL", "451 4.3.0 Later", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("MAIL", "550 5.7.1 Not from you", SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData("MAIL", "552 Too big", SendOutcomeKind.Rejected, FailureKind.TooLarge)]
    [InlineData("RCPT", "450 4.2.0 Greylisted", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("RCPT", "550-5.1.1 No such\r\n550 5.1.1 user", SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData("RCPT", "550 No", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("RCPT", "421 4.3.2 Good-bye", SendOutcomeKind.Retry, FailureKind.Temporary)]
    [InlineData("DATA", "554 5.7.1 No", SendOutcomeKind.Rejected, FailureKind.Refused)]
    [InlineData("DATA", "451 4.3.0 Later", SendOutcomeKind.Retry, FailureKind.Temporary)]
    public async Task Refusal_WithAndWithoutPipelining_IsTheSameAndNothingIsSent(string stage, string reply, SendOutcomeKind expected, FailureKind kind)
    {
        _server.On(stage, reply);
        foreach (var pipelining in new[] { true, false })
        {
            UsePipelining(pipelining);

            var outcome = await SendAsync(Make.Mail());

            Assert.Equal((expected, kind), (outcome.Kind, outcome.Failure!.Kind));
        }

        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task Refusal_OfTheSenderThenAClosedConnection_IsTheRefusal()
    {
        _server.On("MAIL", async s =>
        {
            await s.ReplyAsync("550 5.7.1 Not from you");
            s.Close();
        });

        Assert.Equal("550 5.7.1", (await SendAsync(Make.Mail())).Failure!.Code);
    }

    [Fact]
    public async Task EightBit_WithoutTheFeature_IsRejectedBeforeItIsAsked()
    {
        _server.Features.Remove("8BITMIME");

        var outcome = await SendAsync(Make.Mail(content: "Subject: x\r\n\r\nGrüße\r\n"));

        Assert.Equal((SendOutcomeKind.Rejected, "8bitmime"), (outcome.Kind, outcome.Failure!.Code));
        Assert.Empty(_server.CommandsOf("MAIL"));
    }

    [Theory]
    [InlineData("Subject: x\r\n\r\nplain", false, false)]
    [InlineData("Subject: x\r\n\r\nGrüße", true, false)]
    [InlineData("Subject: Grüße\r\n\r\nplain", true, true)]
    [InlineData("Subject: Grüße", true, true)]
    public void Envelope_ByWhereOtherCharactersStand_NeedsFeatures(string content, bool eightBit, bool utf8)
    {
        var mail = Make.Mail(content: content);

        Assert.Equal((eightBit, utf8), (mail.NeedsEightBit, mail.NeedsUtf8));
        Assert.True(Make.Mail("jürgen@example.org").NeedsUtf8);
    }

    [Fact]
    public async Task Content_OfRandomDotsAndLineEnds_ArrivesByteForByte()
    {
        var random = new Random(7);
        await using var pool = Make.Pool(_server, o => o.MaxConnections = 1);
        for (var round = 0; round < 60; round++)
        {
            var content = RandomLines(random, (16 * 1024) + random.Next(-40, 40));

            var mail = new SmtpEnvelope(Guid.CreateVersion7(), "from@example.org", "to@example.org", content);

            var outcome = await pool.SendAsync(mail, default).WithinTestTime();

            Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
            Assert.True(_server.Mails.TryDequeue(out var taken));
            Assert.Equal(content, taken.Content);
            Assert.EndsWith("\r\n.\r\n", Encoding.ASCII.GetString(taken.Wire), StringComparison.Ordinal);
        }

        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task Content_Empty_IsTheFinalDotAlone()
    {
        var outcome = await SendAsync(Make.Mail(content: ""));

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(".\r\n", Encoding.ASCII.GetString(Assert.Single(_server.Mails).Wire));
    }

    private static byte[] RandomLines(Random random, int length)
    {
        var text = new StringBuilder(length + 10);
        while (text.Length < length)
        {
            text.Append(random.Next(3) == 0 ? "\r\n" : random.Next(2) == 0 ? "." : "x");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }

    private void UsePipelining(bool pipelining)
    {
        if (!pipelining)
        {
            _server.Features.Remove("PIPELINING");
        }
    }

    private async Task<SendOutcome> SendAsync(SmtpEnvelope mail)
    {
        await using var pool = Make.Pool(_server);
        return await pool.SendAsync(mail, default).WithinTestTime();
    }
}
