using Messaging.Templates;
using Microsoft.Extensions.Options;

namespace Messaging.Planning;

/// <summary>Renders every message of a plan that could come out differently, so that a missing value is known before anything is stored.</summary>
internal sealed class TemplateCheck(TemplateRenderer renderer, IOptions<MessagingOptions> options, IEnumerable<ITemplateValues> values)
{
    private readonly string _currency = options.Value.DefaultCurrency;
    private readonly LongSms _longSms = options.Value.LongSms;

    /// <summary>Checks that a template has content for every planned message and renders with its data.</summary>
    /// <exception cref="TemplateException">It does not.</exception>
    public void Check(TemplateVersion template, IReadOnlyList<RecipientPlan> plans, TemplateData data, string tenant)
    {
        // Recipients without data of their own differ only in language, zone, and in which of their fields are empty: one rendering stands for all of a kind.
        var seen = new HashSet<(MessageChannel Channel, string Locale, string TimeZone, string Variant, bool Name, bool Id, bool Type)>();
        foreach (var plan in plans)
        {
            var recipient = plan.Recipient;
            foreach (var decision in plan.Decisions.Where(d => d.Verdict != Verdict.Suppress))
            {
                var variant = VariantChoice.Of(template, tenant, recipient.Id, decision.Address);
                var kind = (decision.Channel, plan.Locale, plan.TimeZone, variant, recipient.Name.Length > 0, recipient.Id.Length > 0, recipient.Type.Length > 0);
                if (recipient.Data is null && !seen.Add(kind))
                {
                    continue;
                }

                var shown = values.Aggregate(RecipientData.Merge(data, recipient.Data).With(recipient), (d, v) => d.With(v.Name, v.Samples));
                var context = new RenderContext(plan.Locale, plan.TimeZone, _currency) { Variant = variant };
                var rendered = renderer.Render(template, decision.Channel, shown, context);
                SmsLimit.Apply(decision.Channel, rendered, _longSms);
            }
        }
    }
}
