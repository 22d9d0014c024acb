using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Rendering;

/// <summary>Shorthands for tests that render one text.</summary>
internal static class Render
{
    public static readonly RenderContext Context = new("en-US", "Europe/Vienna", "USD");

    // On a clock that stands still a rendering is never too slow, however busy the machine is.
    private static readonly HandlebarsTemplateEngine Engine = new(new ManualTimeProvider());

    /// <summary>Renders plain text.</summary>
    public static string Text(string template, object? data = null, RenderContext? context = null) =>
        Engine.Render(new TemplateContent { Channel = MessageChannel.Sms, Text = template }, TemplateData.From(data), context ?? Context).Text!;

    /// <summary>Renders HTML.</summary>
    public static string Html(string template, object? data = null, RenderContext? context = null) =>
        Engine.Render(new TemplateContent { Channel = MessageChannel.Email, Html = template }, TemplateData.From(data), context ?? Context).Html!;

    /// <summary>Renders plain text that must fail.</summary>
    public static TemplateException Failure(string template, object? data = null, RenderContext? context = null) =>
        Assert.Throws<TemplateException>(() => Text(template, data, context));
}
