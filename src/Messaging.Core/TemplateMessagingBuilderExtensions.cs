using Messaging.Templates;
using Messaging.Templates.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Messaging;

/// <summary>Adds templates, from code and from folders. Where several hold the same code, the one added first wins.</summary>
public static class TemplateMessagingBuilderExtensions
{
    /// <summary>Adds a template described in code. It is checked when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="code">The name that requests use, such as <c>booking-confirmed</c>: 1 to 100 letters, digits, dots, hyphens and underscores.</param>
    /// <param name="describe">Describes it, one call for each channel: <c>t => t.Email("Subject", html: "…").Sms("…").Locale("de").Sms("…")</c>.</param>
    /// <exception cref="MessagingConfigurationException">The code is not of that form, the description is incomplete, or another template was added by that code.</exception>
    public static MessagingBuilder AddTemplate(this MessagingBuilder builder, string code, Action<TemplateBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(describe);
        if (!TemplateCode.IsValid(code))
        {
            throw new MessagingConfigurationException($"'{code}' cannot be the code of a template. {TemplateCode.Rule}");
        }

        var description = new TemplateBuilder(code);
        describe(description);
        var template = description.Build();
        var registered = builder.Services.Select(s => s.ImplementationInstance).OfType<TemplateRegistration>()
            .FirstOrDefault(r => string.Equals(r.Template.Code, code, StringComparison.OrdinalIgnoreCase));
        if (registered is not null && registered.Template.Version != template.Version)
        {
            throw new MessagingConfigurationException($"Template '{code}' is added twice with different contents. Give one of them another code.");
        }

        AddTemplateServices(builder.Services);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateSource, CodeTemplateSource>());
        if (registered is null)
        {
            builder.Services.AddSingleton(new TemplateRegistration(template));
        }

        return builder;
    }

    /// <summary>
    /// Adds the templates of a folder: one sub-folder for each code, in it one file for each part, named <c>channel.part.hbs</c> or <c>channel.locale.part.hbs</c> with the parts
    /// <c>subject</c> (also for titles), <c>text</c> and <c>html</c>. Files are UTF-8. They are read and checked when the host starts; in the Development environment later edits are picked up.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The folder. A relative path starts from the host's content root, or without a host from the application's folder.</param>
    public static MessagingBuilder AddTemplateFolder(this MessagingBuilder builder, string path = "templates")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AddTemplateServices(builder.Services);
        var registration = new TemplateFolderRegistration(path);
        if (!builder.Services.Any(s => registration.Equals(s.ImplementationInstance)))
        {
            builder.Services.AddSingleton(registration);
            builder.Services.AddSingleton<ITemplateSource>(services => CreateFolderSource(services, path));
        }

        return builder;
    }

    /// <summary>Uses another engine in place of the built-in Handlebars engine. The last call wins.</summary>
    /// <typeparam name="T">The engine, created once.</typeparam>
    /// <param name="builder">The builder.</param>
    public static MessagingBuilder UseTemplateEngine<T>(this MessagingBuilder builder)
        where T : class, ITemplateEngine
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddTemplateServices(builder.Services);
        builder.Services.Replace(ServiceDescriptor.Singleton<ITemplateEngine, T>());
        return builder;
    }

    /// <summary>What rendering needs, whether templates are added or not.</summary>
    internal static void AddTemplateServices(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITemplateEngine, HandlebarsTemplateEngine>();
        services.TryAddSingleton<TemplateIntake>();
        services.TryAddSingleton<TemplateCatalog>();
        services.TryAddSingleton<TemplateRenderer>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TemplateStartupCheck>());
    }

    private static FolderTemplateSource CreateFolderSource(IServiceProvider services, string path)
    {
        var environment = services.GetService<IHostEnvironment>();
        var root = Path.GetFullPath(path, environment?.ContentRootPath ?? AppContext.BaseDirectory);
        return new FolderTemplateSource(
            root, path.Replace('\\', '/').TrimEnd('/'), environment?.IsDevelopment() ?? false, services.GetRequiredService<ITemplateEngine>(),
            services.GetRequiredService<TemplateIntake>(), services.GetRequiredService<TimeProvider>());
    }
}
