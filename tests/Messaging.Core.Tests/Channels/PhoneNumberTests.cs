using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+4930123456", "+4930123456")]
    [InlineData("+1234567", "+1234567")]
    [InlineData("+123456789012345", "+123456789012345")]
    [InlineData("+49 30 123456", "+4930123456")]
    [InlineData("+49-30-123456", "+4930123456")]
    [InlineData("+49.30.123456", "+4930123456")]
    [InlineData("+49/30/123456", "+4930123456")]
    [InlineData("+1 (555) 123-4567", "+15551234567")]
    [InlineData("+1(555)1234567", "+15551234567")]
    [InlineData("+49 30 - 123 456", "+4930123456")]
    [InlineData("+84 91 234 56 78", "+84912345678")]
    [InlineData("+39 06 1234567", "+39061234567")]
    public void TryParse_HumanSpelling_IsNormalised(string text, string expected)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number, out var problem), problem);
        Assert.Equal(expected, number.Value);
    }

    [Theory]
    [InlineData(null, "is needed")]
    [InlineData("", "is needed")]
    [InlineData("004930123456", "plus sign in place")]
    [InlineData("0049 30 123456", "plus sign in place")]
    [InlineData("030123456", "country code")]
    [InlineData("4930123456", "country code")]
    [InlineData("(+49) 30 123456", "country code")]
    [InlineData(" +4930123456", "country code")]
    [InlineData("＋4930123456", "country code")]
    [InlineData("whatsapp:+4930123456", "country code")]
    [InlineData("tel:+4930123456", "country code")]
    [InlineData("+", "7 to 15 digits")]
    [InlineData("+ 49 30 123456", "7 to 15 digits")]
    [InlineData("+4930123456 ", "7 to 15 digits")]
    [InlineData("+4930123456\n", "7 to 15 digits")]
    [InlineData("+4930123456\r\n", "7 to 15 digits")]
    [InlineData("+4930123456\0", "7 to 15 digits")]
    [InlineData("+4930123456-", "7 to 15 digits")]
    [InlineData("+(49)30123456", "7 to 15 digits")]
    [InlineData("+-4930123456", "7 to 15 digits")]
    [InlineData("++4930123456", "7 to 15 digits")]
    [InlineData("+٤٩٣٠١٢٣٤٥٦", "7 to 15 digits")]
    [InlineData("+４９３０１２３４５６", "7 to 15 digits")]
    [InlineData("+49 30 12345٦", "7 to 15 digits")]
    [InlineData("+123456", "7 to 15 digits")]
    [InlineData("+1234567890123456", "7 to 15 digits")]
    [InlineData("+49 30 123456 1234567890 1234567890 12345678901234567890", "7 to 15 digits")]
    [InlineData("+0123456789", "start with a zero")]
    [InlineData("+49 (0)30 123456", "dialled from abroad")]
    [InlineData("+49 (030) 123456", "dialled from abroad")]
    [InlineData("+49٣0123456", "only spaces")]
    [InlineData("+49\n30123456", "only spaces")]
    [InlineData("+49\u00A030123456", "only spaces")]
    [InlineData("+49\u202D30123456", "only spaces")]
    [InlineData("+49,30123456", "only spaces")]
    [InlineData("+4930123456;5", "only spaces")]
    [InlineData("+4930123456x12", "only spaces")]
    [InlineData("+4930123456,+4930123457", "only spaces")]
    [InlineData("+1 800 FLOWERS 1", "only spaces")]
    [InlineData("+1 ((555)) 1234567", "only spaces")]
    [InlineData("+1 )555( 1234567", "only spaces")]
    [InlineData("+1 () 5551234567", "only spaces")]
    [InlineData("+1 (555 1234567", "not closed")]
    public void TryParse_AnythingElse_IsRefusedWithTheReason(string? text, string reason)
    {
        Assert.False(PhoneNumber.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_AnyOtherCharacterAnywhere_IsRefused()
    {
        const string good = "+4930123456";
        var accepted = (from c in Enumerable.Range(0, 0x10000).Select(static i => (char)i)
                        where !char.IsAsciiDigit(c) && !" -./()".Contains(c, StringComparison.Ordinal)
                        from at in new[] { 0, 1, 5, good.Length }
                        where PhoneNumber.TryParse(good.Insert(at, c.ToString()), out _, out _)
                        select (int)c).ToList();

        Assert.Empty(accepted);
    }

    [Fact]
    public void ToString_HoldsNothingOfTheNumber()
    {
        Assert.True(PhoneNumber.TryParse("+4930123456", out var number, out _));
        Assert.Equal("PhoneNumber", number.ToString());
    }
}
