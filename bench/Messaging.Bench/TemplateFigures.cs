using System.Diagnostics;
using HandlebarsDotNet;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Bench;

/// <summary>Renders per second, beside bare Handlebars.Net with the same text and helpers that do the least.</summary>
internal static class TemplateFigures
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    public static void Print(int runs)
    {
        using var services = new ServiceCollection().AddMessaging().Services.BuildServiceProvider();
        var engine = services.GetRequiredService<ITemplateEngine>();
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "Booking {{number}}", Html = BenchTemplate.Html, Text = BenchTemplate.Text };
        var json = TemplateData.From(BenchTemplate.Data(1)).ToJson();
        var context = new RenderContext("de", "UTC", "EUR");
        var recipient = new Recipient { Name = "Lan" };

        var bare = Bare();
        var (ours, floor) = (new List<double>(), new List<double>());
        for (var run = 0; run < runs; run++)
        {
            floor.Add(PerSecond(() => bare()));
            ours.Add(PerSecond(() => engine.Render(content, TemplateData.FromCanonical(json).With(recipient), context)));
        }

        BenchReport.Figure("template renders (subject, html and text from stored JSON)", "1/s", ours, floor);
    }

    private static Func<string> Bare()
    {
        var handlebars = Handlebars.Create();
        handlebars.RegisterHelper("date", (writer, _, arguments) => writer.WriteSafeString(arguments[0]));
        handlebars.RegisterHelper("currency", (writer, _, arguments) => writer.WriteSafeString(arguments[0]));
        var parts = new[] { "Booking {{number}}", BenchTemplate.Html, BenchTemplate.Text }.Select(t => handlebars.Compile(t)).ToList();
        var data = new Dictionary<string, object>
        {
            ["hotel"] = "Haff & Söhne", ["number"] = "B-1", ["arrival"] = "2030-05-17", ["nights"] = 3, ["amount"] = 412.5m,
            ["notes"] = new[] { "Early arrival", "Sea view" }, ["recipient"] = new Dictionary<string, object> { ["name"] = "Lan" },
        };
        return () => string.Concat(parts.Select(p => p(data)));
    }

    private static double PerSecond<T>(Func<T> render)
    {
        for (var i = 0; i < 2_000; i++)
        {
            render();
        }

        var count = 0;
        var watch = Stopwatch.StartNew();
        for (; watch.Elapsed < Length; count++)
        {
            render();
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
