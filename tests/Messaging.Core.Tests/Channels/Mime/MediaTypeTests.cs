using Messaging.Channels.Mime;

namespace Messaging.Core.Tests.Channels.Mime;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("application/pdf", "application/pdf", "")]
    [InlineData("image/svg+xml", "image/svg+xml", "")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "")]
    [InlineData("text/csv; charset=utf-8", "text/csv", "charset=utf-8")]
    [InlineData("text/calendar;method=REQUEST; charset=utf-8", "text/calendar", "method=REQUEST|charset=utf-8")]
    public void TryParse_Type_IsRead(string text, string name, string parameters)
    {
        Assert.True(MediaType.TryParse(text, out var type));
        Assert.Equal((name, parameters), (type.Name, string.Join('|', type.Parameters)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pdf")]
    [InlineData("/pdf")]
    [InlineData("application/")]
    [InlineData("application/p df")]
    [InlineData(" application/pdf")]
    [InlineData("application/pdf\r\nX: y")]
    [InlineData("application/pdf\n")]
    [InlineData("application/pdf;")]
    [InlineData("application/pdf; name=evil.exe")]
    [InlineData("application/pdf; NAME=evil.exe")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("text/plain; charset=\"utf-8\"")]
    [InlineData("text/plain; charset")]
    [InlineData("text/plain; =x")]
    [InlineData("text/plain; charset=utf-8\r\n\r\nbody")]
    [InlineData("text/*")]
    [InlineData("a/b/c")]
    [InlineData("téxt/plain")]
    [InlineData("application/pdf, text/html")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(MediaType.TryParse(text, out _));

    [Fact]
    public void TryParse_MoreThan100Characters_IsRefused()
    {
        Assert.True(MediaType.TryParse($"a/{new string('b', 98)}", out _));
        Assert.False(MediaType.TryParse($"a/{new string('b', 99)}", out _));
    }

    [Theory]
    [InlineData("multipart/mixed", true)]
    [InlineData("Message/rfc822", true)]
    [InlineData("application/pdf", false)]
    public void IsComposite_TypesThatHoldParts_Are(string text, bool expected)
    {
        Assert.True(MediaType.TryParse(text, out var type));
        Assert.Equal(expected, type.IsComposite);
    }
}
