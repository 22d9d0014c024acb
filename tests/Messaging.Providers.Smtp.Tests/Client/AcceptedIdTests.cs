using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class AcceptedIdTests
{
    [Theory]
    [InlineData("2.0.0 Ok: queued as 4ABC123", "4ABC123")]
    [InlineData("OK id=1uHxyz-0003Ab-2C", "1uHxyz-0003Ab-2C")]
    [InlineData("2.0.0 OK  1712345678 a1b2-c3.12 - gsmtp", "OK  1712345678 a1b2-c3.12 - gsmtp")]
    [InlineData("Ok 0100018f-aaaa-bbbb", "Ok 0100018f-aaaa-bbbb")]
    [InlineData("2.6.0 <abc@host.example> [InternalId=1] Queued mail for delivery", "<abc@host.example> [InternalId=1] Queued mail for delivery")]
    [InlineData("", null)]
    [InlineData("2.1.5 Ok for TO@example.org", null)]
    [InlineData("2.1.5 for to@example.org queued as Q7", "Q7")]
    public void Find_TheServersWords_GivesAnIdOrNone(string text, string? expected) =>
        Assert.Equal(expected, AcceptedId.Find(new SmtpReply(250, [text]), "to@example.org"));

    [Fact]
    public void Find_LongWords_AreCut() =>
        Assert.Equal(255, AcceptedId.Find(new SmtpReply(250, [new string('x', 999)]), "to@example.org")!.Length);
}
