using HandlebarsDotNet;
using HandlebarsDotNet.Helpers;

namespace Messaging.Templates.Rendering;

/// <summary>Registers the helpers with an engine.</summary>
internal static class HelperRegistration
{
    private delegate object? HelperBody(RenderPass pass, in Arguments arguments);

    public static void AddTo(HandlebarsConfiguration configuration)
    {
        configuration.Helpers[EngineCall.Show] = new DelegateHelperWithOptionsDescriptor(EngineCall.Show, Show);
        Add(configuration, EngineCall.Is, static (RenderPass _, in Arguments a) => PlainValue.Holds(a[1]), isStep: false);
        Add(configuration, EngineCall.Not, static (RenderPass _, in Arguments a) => !PlainValue.Holds(a[1]), isStep: false);
        Add(configuration, EngineCall.IsEqual, static (RenderPass _, in Arguments a) => PlainValue.AreEqual(a[1], a[2]));
        Add(configuration, EngineCall.Items, static (RenderPass pass, in Arguments a) => TemplateHelpers.Items(pass, a, isOptional: false));
        Add(configuration, EngineCall.ItemsOrNone, static (RenderPass pass, in Arguments a) => TemplateHelpers.Items(pass, a, isOptional: true));
        Add(configuration, EngineCall.Scope, static (RenderPass pass, in Arguments a) => TemplateHelpers.Scope(pass, a, isOptional: false));
        Add(configuration, EngineCall.ScopeOrNone, static (RenderPass pass, in Arguments a) => TemplateHelpers.Scope(pass, a, isOptional: true));
        Add(configuration, EngineCall.Enter, static (RenderPass pass, in Arguments a) => TemplateHelpers.Scope(pass, a, isOptional: false));
        Add(configuration, EngineCall.Lookup, static (RenderPass pass, in Arguments a) => TemplateHelpers.Lookup(pass, a));
        Add(configuration, "default", static (RenderPass _, in Arguments a) => TemplateHelpers.Default(a));
        Add(configuration, "currency", static (RenderPass pass, in Arguments a) => TemplateHelpers.Currency(pass, a));
        Add(configuration, "date", static (RenderPass pass, in Arguments a) => TemplateHelpers.Date(pass, a));
    }

    private static void Show(in EncodedTextWriter output, in HelperOptions options, in Context context, in Arguments arguments)
    {
        var pass = RenderPass.Of(options.Frame);
        pass.At(arguments[0]);
        output.Write(TemplateHelpers.Show(pass, arguments), encode: true);
    }

    private static void Add(HandlebarsConfiguration configuration, string name, HelperBody helper, bool isStep = true) =>
        configuration.Helpers[name] = new DelegateReturnHelperWithOptionsDescriptor(name, (in HelperOptions options, in Context _, in Arguments arguments) =>
        {
            var pass = RenderPass.Of(options.Frame);
            pass.At(arguments[0]);
            if (isStep)
            {
                pass.Step();
            }

            return helper(pass, arguments);
        });
}
