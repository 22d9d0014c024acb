using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace WebHost.Pages;

/// <summary>The frame of every page. All that is not written here goes through <see cref="Text"/>.</summary>
internal static class Page
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2733}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d8dee4;vertical-align:top}"
        + "textarea{width:100%;font:14px/1.4 ui-monospace,monospace}iframe{width:100%;height:24rem;border:1px solid #d8dee4}code{background:#f1f4f7;padding:0 .2rem}.no{color:#9a1b1b}label{display:block;margin:.4rem 0}button{padding:.3rem .9rem}";

    public static IResult Show(string title, string body) => Results.Content(
        $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{Text(title)}</title><style>{Style}</style></head>
        <body><p><a href="/">Overview</a></p><h1>{Text(title)}</h1>{body}</body></html>
        """,
        "text/html; charset=utf-8");

    public static string Text(object? value) => HtmlEncoder.Default.Encode(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "");

    /// <summary>The hidden field that tells a form of this application from one of somebody else.</summary>
    public static string Token(HttpContext context)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return $"<input type=\"hidden\" name=\"{Text(tokens.FormFieldName)}\" value=\"{Text(tokens.RequestToken)}\">";
    }

    public static string Options(IEnumerable<string> values, string chosen) =>
        string.Concat(values.Select(v => $"<option{(v == chosen ? " selected" : "")}>{Text(v)}</option>"));
}
