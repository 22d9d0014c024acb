namespace Messaging.Core.Tests;

public sealed class MessageChannelTests
{
    [Theory]
    [InlineData("email", "email")]
    [InlineData("IN_APP", "inapp")]
    [InlineData("in-app", "inapp")]
    [InlineData("WhatsApp", "whatsapp")]
    [InlineData("voice2", "voice2")]
    public void Parse_AnySpelling_IsNormalised(string text, string expected) => Assert.Equal(expected, MessageChannel.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("2way")]
    [InlineData("e mail")]
    [InlineData("émail")]
    [InlineData("email\n")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefg")]
    public void TryParse_NoName_IsRefused(string text) => Assert.False(MessageChannel.TryParse(text, out _));

    [Fact]
    public void Default_NamesNoChannel()
    {
        Assert.True(default(MessageChannel).IsEmpty);
        Assert.Equal("", default(MessageChannel).ToString());
        Assert.NotEqual(MessageChannel.Email, default);
    }
}
