using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class NamedAddressTests
{
    [Theory]
    [InlineData("info@example.org", "", "info@example.org")]
    [InlineData("<info@example.org>", "", "info@example.org")]
    [InlineData(" info@example.org ", "", "info@example.org")]
    [InlineData("Haff Segeln <info@example.org>", "Haff Segeln", "info@example.org")]
    [InlineData("Haff Segeln<info@example.org>", "Haff Segeln", "info@example.org")]
    [InlineData("Müller & Söhne <info@müller.de>", "Müller & Söhne", "info@xn--mller-kva.de")]
    [InlineData("O'Brien #1 <info@example.org>", "O'Brien #1", "info@example.org")]
    [InlineData("Dr. Nguyễn Thị Đào <info@example.org>", "Dr. Nguyễn Thị Đào", "info@example.org")]
    [InlineData("\"Segeln, Haff\" <info@example.org>", "Segeln, Haff", "info@example.org")]
    [InlineData("\"Haff (Ltd.)\"   <info@example.org>", "Haff (Ltd.)", "info@example.org")]
    [InlineData("\"a \\\"b\\\" \\\\ c\" <info@example.org>", "a \"b\" \\ c", "info@example.org")]
    [InlineData("\"evil@example.com\" <info@example.org>", "evil@example.com", "info@example.org")]
    [InlineData("\"x <y@example.com>\" <info@example.org>", "x <y@example.com>", "info@example.org")]
    [InlineData("\"\" <info@example.org>", "", "info@example.org")]
    public void TryParse_OneAddress_IsRead(string text, string name, string address)
    {
        Assert.True(NamedAddress.TryParse(text, out var result, out var problem), problem);
        Assert.Equal(name, result.Name);
        Assert.Equal(address, result.Address.ToAddrSpec());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Haff Segeln")]
    [InlineData("Haff Segeln info@example.org")]
    [InlineData("Haff Segeln <>")]
    [InlineData("Haff Segeln <info>")]
    [InlineData("Haff Segeln <info@example.org")]
    [InlineData("Haff Segeln info@example.org>")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("A <a@example.org>, B <b@example.org>")]
    [InlineData("A <a@example.org> B <b@example.org>")]
    [InlineData("a@example.org <b@example.org>")]
    [InlineData("Segeln, Haff <info@example.org>")]
    [InlineData("Haff (Ltd) <info@example.org>")]
    [InlineData("Team: Haff <info@example.org>")]
    [InlineData("Haff \"Segeln\" <info@example.org>")]
    [InlineData("\"Haff <info@example.org>")]
    [InlineData("\"Haff\\\" <info@example.org>")]
    [InlineData("\"Haff\" Segeln <info@example.org>")]
    [InlineData("\"Ha\\ff\" <info@example.org>")]
    [InlineData("Haff\nSegeln <info@example.org>")]
    [InlineData("\"Haff\r\nBcc: x@example.org\" <info@example.org>")]
    [InlineData("Haff\u2028 <info@example.org>")]
    [InlineData("info@example.org\n")]
    [InlineData("Haff < info@example.org>")]
    [InlineData("Haff <@x.org:info@example.org>")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(NamedAddress.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
        Assert.DoesNotContain("example.org>", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_NameOf256Characters_IsRefused()
    {
        Assert.True(NamedAddress.TryParse($"{new string('a', 255)} <info@example.org>", out _, out _));
        Assert.False(NamedAddress.TryParse($"{new string('a', 256)} <info@example.org>", out _, out _));
    }

    [Fact]
    public void ToString_HoldsNothingOfTheAddress()
    {
        Assert.True(NamedAddress.TryParse("Haff <info@example.org>", out var address, out _));
        Assert.Equal("NamedAddress", address.ToString());
    }
}
