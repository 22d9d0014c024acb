namespace Messaging.Core.Tests.Channels;

/// <summary>Addresses that are, and addresses that are not. The reason of a bad one is a piece of the problem text it must get.</summary>
internal static class EmailAddressCorpus
{
    private static readonly string Label63 = new('a', 63);

    /// <summary>What is accepted, and how it goes on the wire.</summary>
    public static IReadOnlyList<(string Text, string Wire)> Good { get; } =
    [
        // Plain addresses stay as they are, but for the case of the domain.
        .. Same(
            "a@b.c", "anna@example.org", "anna.schmidt@example.org", "a.b.c.d.e@example.org", "anna+news@example.org", "anna-maria@example.org", "anna_maria@example.org",
            "Anna.Schmidt@example.org", "12345@example.org", "1@2.example", "x@example.museum", "x@sub.sub2.example.co.uk", "o'brien@example.ie", "user=example.com@bounces.example.org",
            "#1@example.org", "$money@example.org", "this&that@example.org", "*@example.org", "a/b@example.org", "why?@example.org", "up^@example.org", "tick`@example.org",
            "{curly}@example.org", "a|b@example.org", "~home@example.org", "-dash@example.org", "dash-@example.org", "_@example.org", "root@localhost", "x@a-b.example", "x@1a.example",
            "x@a1.example", "x@123.example", "x@a--b.example", "x@xn--mnchen-3ya.de", "x@xn--e1afmkfd.xn--p1ai", "very.long.local.part.with.many.dots@example.org",
            $"{new string('a', 64)}@example.org", $"a@{Label63}.example", $"{new string('a', 64)}@{Label63}.{Label63}.{new string('b', 57)}.org"),
        ("Anna@EXAMPLE.ORG", "Anna@example.org"),
        ("root@LocalHost", "root@localhost"),
        ("x@XN--MNCHEN-3YA.DE", "x@xn--mnchen-3ya.de"),

        // Domains in other scripts become A-labels.
        ("x@münchen.de", "x@xn--mnchen-3ya.de"),
        ("x@MÜNCHEN.de", "x@xn--mnchen-3ya.de"),
        ("x@mu\u0308nchen.de", "x@xn--mnchen-3ya.de"),
        ("x@straße.de", "x@xn--strae-oqa.de"),
        ("x@пример.рф", "x@xn--e1afmkfd.xn--p1ai"),
        ("x@παράδειγμα.ελ", "x@xn--hxajbheg2az3al.xn--qxam"),
        ("x@例え.jp", "x@xn--r8jz45g.jp"),
        ("x@例え.テスト", "x@xn--r8jz45g.xn--zckzah"),
        ("x@абв.example", "x@xn--80acd.example"),
        ("x@中文.tw", "x@xn--fiq228c.tw"),
        ("x@한국.kr", "x@xn--3e0b707e.kr"),
        ("x@العربية.com", "x@xn--mgbcd4a2b0d2b.com"),
        ("x@עברית.il", "x@xn--5dbqzzl.il"),
        ("x@ไทย.th", "x@xn--o3cw4h.th"),
        ("x@đặng.vn", "x@xn--ng-pma4741a.vn"),
        ("x@абв.example", "x@xn--80acd.example"),
        ("x@abc日本語.jp", "x@xn--abc-v08fl0dtz6h.jp"),
        ("x@abcไทย.th", "x@xn--abc-yml3c0l.th"),

        // Mailbox names in other scripts stay as they are, in NFC.
        .. Same(
            "đặng@example.vn", "nguyễn.thị.đào@example.vn", "Đ@example.vn", "müller@example.de", "søren+post@example.dk", "иван@example.ru", "иван.петров7@example.ru", "γιώργος@example.gr",
            "用户@example.cn", "ユーザー@example.jp", "田中さん@example.jp", "abc田中@example.jp", "사용자@example.kr", "مستخدم@example.com", "مستخدم٧@example.com", "משתמש@example.il",
            "ผู้ใช้@example.th", "abcผู้ใช้@example.th", "उपयोगकर्ता@example.in", "გიორგი@example.ge", "անի@example.am", "ı@example.tr", "œuvre@example.fr"),
        ("mu\u0308ller@example.de", "müller@example.de"),
        ("用户@例え.jp", "用户@xn--r8jz45g.jp"),
        .. Same($"{new string('é', 32)}@example.org", $"{new string('é', 30)}@{Label63}.{Label63}.{new string('b', 61)}.org"),
    ];

    /// <summary>What is refused, by a piece of the problem text.</summary>
    public static IReadOnlyList<(string Reason, string[] Texts)> Bad { get; } =
    [
        ("is needed", [""]),
        ("control character", [
            "a@b.org\n", "a@b.org\r", "a@b.org\r\n", "\na@b.org", "a\n@b.org", "a@\nb.org", "a@b.org\0", "a\0@b.org", "a\t@b.org", "a@b.org\t", "a@b.org\u007F", "a\u0085@b.org",
            "a@b.org\u2028", "a\u2029@b.org", "a@b.org\r\nBcc: victim@example.org", "a@b.org\nRCPT TO:<victim@example.org>", "a@b.org\u001B[2J", "a\u009B@b.org"]),
        ("holds a space", [" a@b.org", "a@b.org ", "a b@c.org", "a@b c.org", "a @b.org", "a@ b.org", "a@b.org\u00A0", "a\u2003@b.org", "a@b\u3000.org", " ", "a@b.org b@c.org", "\u1680a@b.org"]),
        ("invisible", [
            "a\u200B@b.org", "a\u200C@b.org", "a\u200D@b.org", "a\u2060@b.org", "\uFEFFa@b.org", "a@b\u200B.org", "a\u00AD@b.org", "a@b.o\u00ADrg", "a\u202E@b.org", "a@\u202Eb.org", "\u202Aa@b.org",
            "a\u202B@b.org", "a\u202D@b.org", "a@b.org\u202C", "a\u2066@b.org", "a\u2067@b.org", "a\u2068@b.org", "a\u2069@b.org", "\u200Ea@b.org", "\u200Fa@b.org", "a\u061C@b.org",
            "a\U000E0061@b.org", "a\uE000@b.org", "a\uFFFE@b.org", "a\u180E@b.org", "a@b\U000F0000.org"]),
        ("surrogate", ["a\uD83D@b.org", "a\uDE00@b.org", "a@b\uD800.org", "\uDC00a@b.org", "a@b.org\uD83D", "a\uDE00\uD83D@b.org"]),
        ("angle brackets", [
            "<a@b.org>", "a@b.org>", "<a@b.org", "<a@b.org>Anna", "<@x.org,@y.org:a@b.org>", "<>", "Anna<a@b.org>"]),
        ("exactly one address", ["a@b.org,c@d.org", "a@b.org;c@d.org", "a@b.org,", ",a@b.org", "a,b@c.org", "a@b.org;"]),
        ("source routes", ["@x.org:a@b.org", "Team:a@b.org", "undisclosed-recipients:", "mailto:a@b.org", "a@b.org:25"]),
        ("Quoted local parts", [
            "\"a\"@b.org", "\"a@b\"@c.org", "\"\"@b.org", "\"a\\\"b\"@c.org", "a\\@b@c.org", "\"attacker@evil.example\"@good.example", "a.\"b\".c@d.org", "\"a\"b@c.org", "a\\b@c.org"]),
        ("Comments", ["a(comment)@b.org", "(comment)a@b.org", "a@(comment)b.org", "a@b.org(comment)", "a)@b.org", "a(@b.org"]),
        ("IP literals", ["a@[127.0.0.1]", "a@[1.2.3.4", "a@1.2.3.4]", "a@[dns.example]", "[a]@b.org"]),
        ("route mail", ["user%other.example@b.org", "host!user@b.org", "a%0d%0aBcc@b.org", "a%00@b.org", "!@b.org"]),
        ("needs an at sign", ["anna", "anna.example.org", "a", "anna#example.org", "a＠b.org", "a﹫b.org"]),
        ("exactly one at sign", ["a@@b.org", "a@b@c.org", "@@", "@a@b.org", "a@b.org@"]),
        ("at sign is missing", ["@b.org", "@"]),
        ("64 octets", [$"{new string('a', 65)}@b.org", $"{new string('é', 33)}@b.org", $"{new string('用', 22)}@b.org"]),
        ("dot", [
            ".a@b.org", "a.@b.org", "a..b@c.org", ".@b.org", "..@b.org", "a@.b.org", "a@b.org.", "a@b..org", "a@.", "a@..", "a@", "a@gmail", "a@b", "postmaster@mailserver", "a@xn--mnchen-3ya.",
            "a@localhost."]),
        ("not allowed there", [
            "a@b_c.org", "a@_dmarc.b.org", "a@b+c.org", "a@b/c.org", "a@b*c.org", "a@b#.org", "a@b$.org", "a@b=c.org", "a@b?c.org", "a@b'c.org", "a@b&c.org", "a@b^c.org", "a@b`c.org",
            "a@b{c}.org", "a@b|c.org", "a@b~c.org", "a@İstanbul.example"]),
        ("hyphen", ["a@-b.org", "a@b-.org", "a@-.org", "a@b.-org", "a@b.org-", "a@ab--cd.org", "a@b.ab--c", "a@-münchen.de", "a@münchen-.de", "a@mü--nchen.de", "a@XX--abc.org", "a@xn--.de", "a@xn--abc-.de"]),
        ("63 octets", [$"a@{new string('b', 64)}.org", $"a@b.{new string('c', 64)}"]),
        ("top-level domain", ["a@1.2.3.4", "a@127.0.0.1", "a@b.123", "a@b.0x7f", "a@b.c1", "a@1.1", "a@b.4c"]),
        ("too long", [$"a@{string.Join('.', Enumerable.Repeat(Label63, 4))}.org", new string('a', 1_000_000), $"{new string('a', 64)}@{Label63}.{Label63}.{new string('b', 58)}.org"]),
        ("254 octets", [
            $"a@{new string('ü', 57)}.{new string('ü', 57)}.{new string('ü', 57)}.{new string('ü', 57)}.de",
            $"{new string('é', 30)}@{Label63}.{Label63}.{new string('b', 62)}.org"]),
        ("internationalised", ["a@xn--a.de", "a@xn--münchen.de", "a@xn--999999999.de", $"a@{new string('ü', 63)}.de", "a@xn--abc.de"]),
        ("mixes scripts", [
            // Latin with Cyrillic or Greek look-alikes, in the domain, in its A-label form, and in the mailbox name.
            "a@p\u0430ypal.com", "a@xn--pypal-4ve.com", "a@\u0430pple.com", "a@goog\u04CFe.com", "a@micr\u03BFsoft.com", "a@examp\u04CFe.org", "a@\u0435xample.org", "a@b.c\u043Em", "p\u0430ul@b.org",
            "\u03BFmar@b.org", "a@почтаmail.ru", "anna.\u0430nna@b.org", "a@βета.example", "a@бετα.example",
            // Right to left beside left to right.
            "a@abcאבג.org", "aمستخدم@b.org", "abcשלום@b.org", "a@abcمثال.org",
            // Scripts that nobody writes together.
            "a@ไทยкир.org", "a@日本кир.org", "a@한국ไทย.org", "用户ผู้@b.org", "a@אבגдеж.org", "a@한국カナ.org", "გიოանի@b.org"]),
        ("digits of different scripts", ["م1٧@b.org", "م٧۷@b.org", "a@म१1.org", "การ๑1@b.org"]),
        ("no letter, mark or digit of a script in common use", [
            "😀@b.org", "a@😀.org", "a@b\u2044c.org", "a@b\u2215c.org", "a@b\u3002org.com", "a@b\uFF0Eorg.com", "a@ｅxample.org", "ａ@b.org", "a@①.org", "a@ﬁ.org", "a@℀.org", "a\u034F@b.org",
            "a\uFE0F@b.org", "a\u3164@b.org", "a\u115F@b.org", "a@\u1160b.org", "a\u2800@b.org", "a@l·l.cat", "€@b.org", "a@ⅷ.org", "a@ꭰ.org", "𝒶@b.org", "a@𝒶.org", "½@b.org", "ᚠ@b.org"]),
        ("combining mark without", ["\u0301a@b.org", "a.\u0301b@c.org", "a@\u0301b.org", "é+\u0301@b.org"]),
    ];

    private static IEnumerable<(string Text, string Wire)> Same(params string[] texts) => texts.Select(static t => (t, t));
}
