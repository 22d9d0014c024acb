using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class SmtpServerFeaturesTests
{
    [Fact]
    public void Read_KnownKeywordsInAnyCase_AreFound()
    {
        string[] lines = ["host", "PIPELINING", "size 35882577", "8bitMime", "StartTLS", "SMTPUTF8", "AUTH LOGIN PLAIN", "X-OTHER 1", ""];

        var features = SmtpServerFeatures.Read(new SmtpReply(250, lines));

        Assert.True(features is { Pipelining: true, EightBit: true, StartTls: true, Utf8: true, Size: true, MaxSize: 35882577 });
        Assert.True(features.Mechanisms.SetEquals(["LOGIN", "PLAIN"]));
    }

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE 0")]
    [InlineData("SIZE -1")]
    [InlineData("SIZE big")]
    [InlineData("SIZE 99999999999999999999")]
    public void Read_SizeWithoutALimit_MeansNone(string line)
    {
        var features = SmtpServerFeatures.Read(new SmtpReply(250, ["host", line]));

        Assert.True(features.Size);
        Assert.Null(features.MaxSize);
    }

    [Fact]
    public void Read_TheOldWayToOfferAuth_IsUnderstood() =>
        Assert.True(SmtpServerFeatures.Read(new SmtpReply(250, ["host", "AUTH=LOGIN PLAIN"])).Mechanisms.Contains("plain"));

    [Fact]
    public void Read_TheGreetingLine_IsNoKeyword() =>
        Assert.False(SmtpServerFeatures.Read(new SmtpReply(250, ["STARTTLS"])).StartTls);
}
