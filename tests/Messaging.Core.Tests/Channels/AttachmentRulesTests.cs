using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class AttachmentRulesTests
{
    private static readonly MessageAttachment Pdf = new() { FileName = "invoice.pdf", ContentType = "application/pdf", Content = new byte[] { 1 } };

    [Fact]
    public void Check_GoodAttachments_FindsNothing()
    {
        Assert.Empty(AttachmentRules.Check([]));
        Assert.Empty(AttachmentRules.Check([Pdf, Pdf with { FileName = "Đặt-phòng.pdf" }, Pdf with { FileName = "logo.png", ContentType = "image/png", ContentId = "logo" }]));
        Assert.Empty(AttachmentRules.Check([.. Enumerable.Repeat(Pdf, 10)]));
        Assert.Empty(AttachmentRules.Check([Pdf with { Content = new byte[MessageAttachment.MaxBytes] }]));
    }

    [Fact]
    public void Check_TooManyOrTooLarge_IsOneErrorEach()
    {
        Assert.Equal("Attachments", Targets([.. Enumerable.Repeat(Pdf, 11)]));
        Assert.Equal("Attachments", Targets([Pdf with { Content = new byte[MessageAttachment.MaxBytes] }, Pdf]));
    }

    [Fact]
    public void Check_Source_IsRefusedInFavourOfContent()
    {
        var error = Assert.Single(AttachmentRules.Check([Pdf, Pdf with { Source = "/etc/passwd", Content = default }]));

        Assert.Equal("Attachments[1].Source", error.Target);
        Assert.Contains("Content", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("passwd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoBytes_IsRefused() => Assert.Equal("Attachments[0].Content", Targets([Pdf with { Content = default }]));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("../")]
    [InlineData("\u202E")]
    [InlineData("virus.exe")]
    [InlineData("VIRUS.EXE")]
    [InlineData("invoice.pdf.exe")]
    [InlineData("invoice\u202Efdp.exe")]
    [InlineData("virus.exe.")]
    [InlineData("virus.exe ")]
    [InlineData("virus.ex\u200Be")]
    [InlineData("a.js")]
    [InlineData("a.vbs")]
    [InlineData("a.scr")]
    [InlineData("a.bat")]
    [InlineData("a.cmd")]
    [InlineData("a.com")]
    [InlineData("a.msi")]
    [InlineData("a.ps1")]
    [InlineData("a.jar")]
    [InlineData("a.hta")]
    [InlineData("a.lnk")]
    [InlineData("a.iso")]
    public void Check_NoNameOrAProgram_IsRefused(string name) => Assert.Equal("Attachments[0].FileName", Targets([Pdf with { FileName = name }]));

    [Theory]
    [InlineData("")]
    [InlineData("pdf")]
    [InlineData("application/pdf\r\nX: y")]
    public void Check_NoMimeType_IsRefused(string type) => Assert.Equal("Attachments[0].ContentType", Targets([Pdf with { ContentType = type }]));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a>b")]
    [InlineData("a\r\nb")]
    [InlineData("a@b")]
    [InlineData("ä")]
    public void Check_BadContentId_IsRefused(string id) => Assert.Equal("Attachments[0].ContentId", Targets([Pdf with { ContentId = id }]));

    [Fact]
    public void Check_ContentIdTwice_IsRefused() => Assert.Equal("Attachments[1].ContentId", Targets([Pdf with { ContentId = "logo" }, Pdf with { ContentId = "LOGO" }]));

    [Fact]
    public void Check_EverythingWrong_IsListedAtOnce() =>
        Assert.Equal(
            "Attachments[0].Source Attachments[0].FileName Attachments[0].ContentType Attachments[0].ContentId Attachments[1]",
            Targets([new MessageAttachment { FileName = "a.exe", ContentType = "x", ContentId = "?", Source = "https://example.org/a.exe" }, null!]));

    [Fact]
    public void Normalize_Name_IsReduced() => Assert.Equal("b_.pdf", AttachmentRules.Normalize(Pdf with { FileName = "a/b?.pdf" }).FileName);

    private static string Targets(IReadOnlyList<MessageAttachment> attachments) => string.Join(' ', AttachmentRules.Check(attachments).Select(static e => e.Target));
}
