using System.Security.Cryptography;
using System.Text;

namespace Messaging.Pages;

/// <summary>What all pages have in common: head, style, the sender's name, one main part.</summary>
internal sealed class PageFrame(string senderName)
{
    private const string Css = """
        :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--ground:#f3f4f6;--line:#d0d7de;--accent:#0b57d0;--on:#fff;--good:#116329}
        @media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--paper:#1c2128;--ground:#0d1117;--line:#3d444d;--accent:#8ab4f8;--on:#0d1117;--good:#7ee2a8}}
        *{box-sizing:border-box}
        body{margin:0;padding:1rem;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif}
        main{max-width:34rem;margin:6vh auto 2rem;padding:clamp(1.25rem,5vw,2.25rem);background:var(--paper);border:1px solid var(--line);border-radius:.75rem;overflow-wrap:break-word}
        .from{margin:0 0 .5rem;color:var(--soft);font-size:.9375rem}
        h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25}
        p{margin:0 0 1rem}
        .note{color:var(--soft);font-size:.9375rem}
        .choice+.note{margin-top:.5rem}
        form+.note{margin-top:1rem}
        main>:last-child,form>:last-child{margin-bottom:0}
        fieldset{margin:0 0 1rem;padding:0;border:0}
        legend,.label{padding:0;margin:.25rem 0;font-weight:600}
        .choice{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;border-bottom:1px solid var(--line);cursor:pointer}
        .choice input{width:1.25rem;height:1.25rem;margin:0;flex:none;accent-color:var(--accent)}
        select{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.5rem}
        .label{display:block}
        .actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 1rem}
        button{flex:1 1 15rem;min-height:2.875rem;padding:.625rem 1.25rem;font:inherit;font-weight:600;border:2px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on);cursor:pointer}
        button.second{background:transparent;color:var(--accent)}
        :focus-visible{outline:3px solid var(--ink);outline-offset:2px}
        .done{padding:.625rem .875rem;border:1px solid var(--good);border-radius:.5rem;color:var(--good);font-weight:600}
        """;

    private static readonly Html Style = Html.Literal($"<style>{Css}</style>");

    /// <summary>Nothing may be loaded, run or framed; the one style sheet is known by its hash; forms go here only.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A whole page.</summary>
    public Html Page(PageTexts texts, string title, Html body) => Html.Of($"""
        <!doctype html>
        <html lang="{texts.Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <title>{(senderName.Length == 0 ? title : $"{title} · {senderName}")}</title>
        {Style}
        </head>
        <body>
        <main>
        {(senderName.Length == 0 ? default : Html.Of($"<p class=\"from\">{senderName}</p>\n"))}<h1>{title}</h1>
        {body}
        </main>
        </body>
        </html>
        """);

    /// <summary>A page that only says something.</summary>
    public Html Notice(PageTexts texts, string title, string text) => Page(texts, title, Html.Of($"""<p role="status">{text}</p>"""));
}
