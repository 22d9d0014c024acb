using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class ChannelAddressTests
{
    public static TheoryData<string, string, string?> Addresses { get; } = new()
    {
        { "email", "Anna@Example.ORG", "Anna@example.org" },
        { "email", "x@münchen.de", "x@xn--mnchen-3ya.de" },
        { "email", "+4930123456", null },
        { "sms", "+49 30 123456", "+4930123456" },
        { "sms", "anna@example.org", null },
        { "sms", "030123456", null },
        { "whatsapp", "+49 (30) 123-456", "+4930123456" },
        { "whatsapp", "+4930123456\n", null },
        { "messenger", "1234567890123456", "1234567890123456" },
        { "messenger", new string('7', 100), new string('7', 100) },
        { "messenger", new string('7', 101), null },
        { "messenger", "123-456", null },
        { "messenger", "١٢٣", null },
        { "push", "fcm_Token:APA91b-x_y~z", "fcm_Token:APA91b-x_y~z" },
        { "push", new string('t', 4096), new string('t', 4096) },
        { "push", new string('t', 4097), null },
        { "push", "two words", null },
        { "push", "tökén", null },
        { "push", "token\n", null },
        { "inapp", "user 42", "user 42" },
        { "inapp", "Đào", "Đào" },
        { "inapp", new string('u', 100), new string('u', 100) },
        { "inapp", new string('u', 101), null },
        { "inapp", "user\r\n42", null },
        { "inapp", " ", null },
        { "pigeon", "Loft 7, Ghent", "Loft 7, Ghent" },
        { "pigeon", new string('p', 256), null },
        { "pigeon", "loft\u2028seven", null },
        { "pigeon", "half\uD83D", null },
        { "pigeon", "", null },
    };

    [Theory]
    [MemberData(nameof(Addresses), DisableDiscoveryEnumeration = true)]
    public void TryNormalize_PerChannel_AcceptsItsOwnForm(string channel, string address, string? expected)
    {
        var accepted = ChannelAddress.TryNormalize(channel, address, out var normalized, out var problem);

        Assert.Equal(expected is not null, accepted);
        Assert.Equal(expected, normalized);
        Assert.Equal(expected is null, problem is not null);
    }

    [Fact]
    public void TryNormalize_Normalised_ComesBackUnchanged()
    {
        foreach (var row in Addresses.Where(static r => r[2] is not null))
        {
            Assert.True(ChannelAddress.TryNormalize((string)row[0], (string)row[2]!, out var again, out _));
            Assert.Equal(row[2], again);
        }
    }

    [Fact]
    public void TryNormalize_NoChannel_Throws() => Assert.Throws<ArgumentException>(() => ChannelAddress.TryNormalize(default, "x", out _, out _));
}
