namespace Messaging.Bench;

/// <summary>A template of ordinary size with ordinary helpers.</summary>
internal static class BenchTemplate
{
    public const string Html =
        "<html><body><h1>{{hotel}}</h1><p>Hello {{recipient.name}},</p><p>your booking {{number}} from {{date arrival \"long\"}} for {{nights}} nights costs {{currency amount \"EUR\"}}.</p>"
        + "{{#if notes}}<ul>{{#each notes}}<li>{{this}}</li>{{/each}}</ul>{{/if}}<p>See you soon</p></body></html>";

    public const string Text = "Hello {{recipient.name}}, your booking {{number}} costs {{currency amount \"EUR\"}}.";

    public static object Data(int round) => new { hotel = "Haff & Söhne", number = $"B-{round}", arrival = "2030-05-17", nights = 3, amount = 412.5m, notes = new[] { "Early arrival", "Sea view" } };
}
