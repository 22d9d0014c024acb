using FsCheck;
using FsCheck.Fluent;
using Messaging.Channels.Mime;

namespace Messaging.Core.Tests.Channels.Mime;

public sealed class AttachmentFileNameTests
{
    [Theory]
    [InlineData("invoice.pdf", "invoice.pdf")]
    [InlineData("Đặt-phòng (2).pdf", "Đặt-phòng (2).pdf")]
    [InlineData("請求書_07.pdf", "請求書_07.pdf")]
    [InlineData("חשבונית.pdf", "חשבונית.pdf")]
    [InlineData("ใบแจ้งหนี้.pdf", "ใบแจ้งหนี้.pdf")]
    [InlineData("re\u0301sume\u0301.pdf", "résumé.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\anna\\a.pdf", "a.pdf")]
    [InlineData("/", "")]
    [InlineData("a/", "")]
    [InlineData("..", "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("...a.pdf", "a.pdf")]
    [InlineData("a.pdf. . ", "a.pdf")]
    [InlineData("a\r\nb.pdf", "ab.pdf")]
    [InlineData("a\"; filename=\"b.exe", "a__ filename__b.exe")]
    [InlineData("a\0.pdf", "a.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("a\u200Bb\uFEFF\u3164.pdf", "ab.pdf")]
    [InlineData("a\u2028b.pdf", "ab.pdf")]
    [InlineData("50% & more?.pdf", "50_ _ more_.pdf")]
    [InlineData("a:b*c|d<e>.pdf", "a_b_c_d_e_.pdf")]
    [InlineData("photo 😀.png", "photo _.png")]
    [InlineData("a\u00A0b.pdf", "a b.pdf")]
    [InlineData("a\u2215b\u2044c\uFF0Fd.pdf", "a_b_c_d.pdf")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("com1.pdf", "_com1.pdf")]
    [InlineData("LPT9", "_LPT9")]
    [InlineData("COMA.pdf", "COMA.pdf")]
    [InlineData("console.txt", "console.txt")]
    public void Reduce_Name_KeepsWhatIsSafe(string name, string expected) => Assert.Equal(expected, AttachmentFileName.Reduce(name));

    [Fact]
    public void Reduce_LongName_KeepsItsExtension()
    {
        Assert.Equal(new string('a', 96) + ".pdf", AttachmentFileName.Reduce(new string('a', 300) + ".pdf"));
        Assert.Equal(new string('a', 100), AttachmentFileName.Reduce(new string('a', 300)));
        Assert.Equal(100, AttachmentFileName.Reduce("a." + new string('b', 300)).Length);
        Assert.Equal(string.Concat(Enumerable.Repeat("𝒶", 47)) + ".jpeg", AttachmentFileName.Reduce("a/" + string.Concat(Enumerable.Repeat("𝒶", 80)) + ".jpeg"));
    }

    [Fact]
    public void Reduce_HalfACharacter_IsDropped() => Assert.Equal("ab.pdf", AttachmentFileName.Reduce("a\uD83Db.pdf"));

    [Fact]
    public void Reduce_AnyName_IsSafeAndStable() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), static name =>
        {
            var reduced = AttachmentFileName.Reduce(name ?? "");
            return reduced.Length <= 100
                && reduced.IndexOfAny(['/', '\\', '"', '\r', '\n', '\0', ':', ';']) < 0
                && !reduced.StartsWith('.')
                && AttachmentFileName.Reduce(reduced) == reduced;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a.PDF", "pdf")]
    [InlineData("a.tar.gz", "gz")]
    [InlineData("a", "")]
    public void ExtensionOf_Name_IsLowerCaseWithoutDot(string name, string expected) => Assert.Equal(expected, AttachmentFileName.ExtensionOf(name));
}
