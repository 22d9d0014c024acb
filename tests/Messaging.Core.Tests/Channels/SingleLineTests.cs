using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class SingleLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Your booking: confirmed – 😀 Đặt phòng")]
    [InlineData("%0d%0aBcc: x@example.org")]
    [InlineData("עברית \u200F!")]
    public void Check_OneLine_IsFine(string text) => Assert.Null(SingleLine.Check(text));

    [Fact]
    public void Check_EveryCharacterThatEndsALine_IsRefused()
    {
        foreach (var c in Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Concat([0x2028, 0x2029]).Select(static i => (char)i))
        {
            Assert.NotNull(SingleLine.Check($"{c}a"));
            Assert.NotNull(SingleLine.Check($"a{c}b"));
            Assert.NotNull(SingleLine.Check($"a{c}"));
        }
    }

    [Fact]
    public void Check_HalfACharacter_IsRefused()
    {
        Assert.NotNull(SingleLine.Check("\uD83D"));
        Assert.NotNull(SingleLine.Check("a\uDE00b"));
    }

    [Fact]
    public void Check_LongerThanAllowed_IsRefused()
    {
        Assert.Null(SingleLine.Check(new string('a', 998)));
        Assert.NotNull(SingleLine.Check(new string('a', 999)));
        Assert.NotNull(SingleLine.Check("four", 3));
    }
}
