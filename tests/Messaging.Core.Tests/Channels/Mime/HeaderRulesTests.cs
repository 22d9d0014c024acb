using Messaging.Channels.Mime;

namespace Messaging.Core.Tests.Channels.Mime;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("X-Campaign", "spring")]
    [InlineData("List-Unsubscribe", "<https://example.org/u/1>, <mailto:u@example.org>")]
    [InlineData("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
    [InlineData("In-Reply-To", "<1@example.org>")]
    [InlineData("Auto-Submitted", "auto-generated")]
    [InlineData("Feedback-ID", "a:b:c")]
    [InlineData("Importance", "high")]
    [InlineData("1", "ü 漢 😀")]
    [InlineData("X", "%0d%0aBcc: x@example.org")]
    public void Check_OwnHeader_IsFine(string name, string value) => Assert.Null(HeaderRules.Check(name, value));

    [Theory]
    [InlineData("From")]
    [InlineData("to")]
    [InlineData("CC")]
    [InlineData("Bcc")]
    [InlineData("Subject")]
    [InlineData("Date")]
    [InlineData("Message-ID")]
    [InlineData("message-id")]
    [InlineData("Reply-To")]
    [InlineData("Sender")]
    [InlineData("Return-Path")]
    [InlineData("MIME-Version")]
    [InlineData("Content-Type")]
    [InlineData("content-transfer-encoding")]
    [InlineData("Content-Anything")]
    [InlineData("Received")]
    [InlineData("Received-SPF")]
    [InlineData("DKIM-Signature")]
    [InlineData("DomainKey-Signature")]
    [InlineData("ARC-Seal")]
    [InlineData("Authentication-Results")]
    [InlineData("Resent-To")]
    [InlineData("Delivered-To")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("X Y")]
    [InlineData("X:Y")]
    [InlineData("X:")]
    [InlineData("X_Y")]
    [InlineData("X\r\nBcc")]
    [InlineData("X\n")]
    [InlineData("Ü")]
    [InlineData("X.Y")]
    public void Check_NameOfTheLibraryOrNone_IsRefused(string name) => Assert.NotNull(HeaderRules.Check(name, "value"));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\r\n b")]
    [InlineData("a\0b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("a\u001Bb")]
    public void Check_ValueOfMoreThanOneLine_IsRefused(string value) => Assert.NotNull(HeaderRules.Check("X-A", value));

    [Fact]
    public void Check_TooLong_IsRefused()
    {
        Assert.Null(HeaderRules.Check(new string('X', 64), new string('v', 998)));
        Assert.NotNull(HeaderRules.Check(new string('X', 65), "v"));
        Assert.NotNull(HeaderRules.Check("X", new string('v', 999)));
    }
}
