using Messaging.Channels.Mime;
using Messaging.Templates;

namespace Messaging.Core.Tests.Channels.Mime;

public sealed class EmailMessageTests
{
    [Fact]
    public void Create_TakesOverWhatTheMessageSays()
    {
        var outbound = Mails.Outbound with
        {
            ReplyTo = "answers@example.org",
            Attachments = [Mails.File("a.pdf")],
            Headers = Mails.Header("X-A", "b"),
        };

        var message = EmailMessage.Create(outbound, Mails.Sender);

        Assert.Equal(Mails.Sender, message.From);
        Assert.Equal(Mails.Address("Anna Schmidt <anna@example.net>"), message.To);
        Assert.Equal("answers@example.org", message.ReplyTo?.ToAddrSpec());
        Assert.Equal(("Your booking", "Hello Anna", "<p>Hello Anna</p>"), (message.Subject, message.Text, message.Html));
        Assert.Same(outbound.Attachments, message.Attachments);
        Assert.Same(outbound.Headers, message.Headers);
        Assert.Equal(outbound.CreatedAt, message.Date);
    }

    [Fact]
    public void Create_MessageId_IsTheIdempotencyKeyAtTheSendersDomain() =>
        Assert.Equal("01940000-0000-7000-8000-000000000001@xn--mller-kva.de", EmailMessage.Create(Mails.Outbound, Mails.Address("info@müller.de")).MessageId);

    [Fact]
    public void Create_AnotherAttempt_GivesTheSameBytes() =>
        Assert.Equal(
            MimeWriter.Write(EmailMessage.Create(Mails.Outbound, Mails.Sender)),
            MimeWriter.Write(EmailMessage.Create(Mails.Outbound with { Attempt = 4 }, Mails.Sender)));

    [Theory]
    [InlineData(null, "Haff Segeln")]
    [InlineData("", "Haff Segeln")]
    [InlineData("  ", "Haff Segeln")]
    [InlineData("Haff Newsletter", "Haff Newsletter")]
    public void Create_SenderName_ReplacesTheConnections(string? name, string expected)
    {
        var message = EmailMessage.Create(Mails.Outbound with { SenderName = name }, Mails.Sender);

        Assert.Equal(expected, message.From.Name);
        Assert.Equal(Mails.Sender.Address, message.From.Address);
    }

    [Fact]
    public void Create_NoAddress_ThrowsWithoutRepeatingIt()
    {
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => EmailMessage.Create(Mails.Outbound with { Address = "secret" }, Mails.Sender)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => EmailMessage.Create(Mails.Outbound with { ReplyTo = "secret" }, Mails.Sender)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoContent_IsAnEmptyMail()
    {
        var message = EmailMessage.Create(Mails.Outbound with { Content = new RenderedContent(null, null, null) }, Mails.Sender);

        Assert.Equal("", message.Subject);
        Assert.NotEmpty(MimeWriter.Write(message));
    }

    [Fact]
    public void ToString_HoldsNoAddressAndNoContent() => Assert.Equal("EmailMessage { MessageId = 0194-1@example.org }", Mails.Full.ToString());
}
