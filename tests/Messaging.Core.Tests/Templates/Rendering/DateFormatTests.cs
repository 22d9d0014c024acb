using System.Globalization;
using Messaging.Templates;
using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class DateFormatTests
{
    private static readonly object Data = new
    {
        due = new DateOnly(2030, 1, 31),
        wall = new DateTime(2030, 1, 31, 14, 5, 9, DateTimeKind.Unspecified),
        utc = new DateTime(2030, 1, 31, 23, 30, 0, DateTimeKind.Utc),
        offset = new DateTimeOffset(2030, 7, 31, 23, 30, 0, TimeSpan.FromHours(-5)),
        name = "soon",
        count = 7,
    };

    [Theory]
    [InlineData("en-US", "full", "Thursday, January 31, 2030")]
    [InlineData("en-US", "long", "January 31, 2030")]
    [InlineData("en-US", "medium", "Jan 31, 2030")]
    [InlineData("en-US", "short", "1/31/2030")]
    [InlineData("de-AT", "long", "31. Jänner 2030")]
    [InlineData("de-DE", "full", "Donnerstag, 31. Januar 2030")]
    [InlineData("de-DE", "medium", "31. Jan. 2030", "31. Jan 2030")]
    [InlineData("hu-HU", "long", "2030. január 31.")]
    [InlineData("ja-JP", "long", "2030年1月31日")]
    [InlineData("vi-VN", "long", "31 tháng 1, 2030")]
    [InlineData("es-ES", "long", "31 de enero de 2030")]
    public void Date_Style_IsWrittenAsTheLocaleDoes(string locale, string style, params string[] expected) =>
        Assert.Contains(Text($"{{{{date due \"{style}\"}}}}", Data, new RenderContext(locale, "UTC", "USD")), expected, StringComparer.Ordinal);

    [Fact]
    public void Date_WithoutStyle_IsMedium() => Assert.Equal("Jan 31, 2030", Text("{{date due}}", Data));

    [Theory]
    [InlineData("dd.MM.yyyy HH:mm", "31.01.2030 14:05")]
    [InlineData("yyyy", "2030")]
    [InlineData("ddd", "Thu")]
    public void Date_Pattern_IsThatOfNet(string pattern, string expected) => Assert.Equal(expected, Text($"{{{{date wall \"{pattern}\"}}}}", Data));

    [Theory]
    [InlineData("{{date due 'yyyy-MM-dd HH:mm'}}", "Pacific/Auckland", "2030-01-31 00:00")]
    [InlineData("{{date due 'yyyy-MM-dd HH:mm'}}", "America/Los_Angeles", "2030-01-31 00:00")]
    [InlineData("{{date wall 'yyyy-MM-dd HH:mm'}}", "Pacific/Auckland", "2030-01-31 14:05")]
    [InlineData("{{date utc 'yyyy-MM-dd HH:mm zzz'}}", "Europe/Vienna", "2030-02-01 00:30 +01:00")]
    [InlineData("{{date offset 'yyyy-MM-dd HH:mm zzz'}}", "Europe/Vienna", "2030-08-01 06:30 +02:00")]
    [InlineData("{{date offset 'yyyy-MM-dd HH:mm zzz'}}", "Asia/Ho_Chi_Minh", "2030-08-01 11:30 +07:00")]
    [InlineData("{{date wall 'zzz'}}", "Europe/Vienna", "+01:00")]
    public void Date_OnlyInstants_AreMovedToTheZone(string template, string zone, string expected) =>
        Assert.Equal(expected, Text(template, Data, new RenderContext("en-US", zone, "USD")));

    [Theory]
    [InlineData("2030-01-31", "2030-01-31 00:00:00.000")]
    [InlineData("2030-01-31T14:05", "2030-01-31 14:05:00.000")]
    [InlineData("2030-01-31 14:05:09", "2030-01-31 14:05:09.000")]
    [InlineData("2030-01-31T14:05:09.1234567", "2030-01-31 14:05:09.123")]
    [InlineData("2030-01-31T14:05:09.5Z", "2030-01-31 14:05:09.500")]
    [InlineData("2030-01-31T14:05Z", "2030-01-31 14:05:00.000")]
    [InlineData("2030-01-31T14:05:09+00:00", "2030-01-31 14:05:09.000")]
    [InlineData("  2030-01-31T16:05:09.250+02:00 ", "2030-01-31 14:05:09.250")]
    [InlineData("0001-01-01", "0001-01-01 00:00:00.000")]
    [InlineData("9999-12-31T23:59:59", "9999-12-31 23:59:59.000")]
    public void Date_Iso8601_IsRead(string text, string expected) =>
        Assert.Equal(expected, Text("{{date at \"yyyy-MM-dd HH:mm:ss.fff\"}}", new { at = text }, new RenderContext("en-US", "UTC", "USD")));

    [Theory]
    [InlineData("0001-01-01T00:00:00")]
    [InlineData("9999-12-31T23:59:59")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void Date_AtTheEndsOfTheCalendar_IsRead(string text)
    {
        foreach (var zone in new[] { "Pacific/Auckland", "America/Los_Angeles" })
        {
            Assert.NotEmpty(Text("{{date at}}", new { at = text }, new RenderContext("en-US", zone, "USD")));
        }
    }

    [Theory]
    [InlineData("{{date name}}")]
    [InlineData("{{date count}}")]
    [InlineData("{{date \"\"}}")]
    [InlineData("{{date \"2030-02-30\"}}")]
    [InlineData("{{date \"31.01.2030\"}}")]
    [InlineData("{{date \"14:05\"}}")]
    [InlineData("{{date \"2030-01-31T14:05:09 Europe/Vienna\"}}")]
    [InlineData("{{date due \"q\"}}")]
    [InlineData("{{date due count}}")]
    public void Date_OfSomethingElse_IsRefusedWithoutShowingIt(string template)
    {
        var e = Failure(template, Data);
        Assert.Equal(TemplateError.BadValue, e.Error);
        Assert.DoesNotContain("soon", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Date_InAnUnknownZone_SaysWhatToSet() =>
        Assert.Contains("Set the recipient's TimeZone", Failure("{{date utc}}", Data, new RenderContext("en-US", "Mars/Phobos", "USD")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("bg-BG")]
    [InlineData("eu-ES")]
    [InlineData("fa-IR")]
    [InlineData("he-IL")]
    [InlineData("ko-KR")]
    [InlineData("lt-LT")]
    [InlineData("lv-LV")]
    [InlineData("nl-NL")]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    [InlineData("zh-CN")]
    public void Date_InAnyCulture_LosesItsWeekdayWhenLong(string locale)
    {
        var context = new RenderContext(locale, "UTC", "USD");
        var weekday = CultureInfo.GetCultureInfo(locale).DateTimeFormat.GetDayName(DayOfWeek.Thursday);
        Assert.Contains(weekday, Text("{{date due \"full\"}}", Data, context), StringComparison.Ordinal);
        Assert.DoesNotContain(weekday, Text("{{date due \"long\"}}{{date due \"medium\"}}{{date due \"short\"}}", Data, context), StringComparison.Ordinal);
        Assert.NotEmpty(Text("{{currency 5}}{{currency -5 \"CHF\"}}", Data, context));
    }
}
