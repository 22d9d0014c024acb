using Messaging.Templates;
using Microsoft.Extensions.Options;

namespace Messaging.Planning;

/// <summary>Renders every message of a plan that could come out differently, so that a missing value is known before anything is stored.</summary>
internal sealed class TemplateCheck(TemplateRenderer renderer, IOptions<MessagingOptions> options, IEnumerable<ITemplateValues> values)
{
    private readonly string _currency = options.Value.DefaultCurrency;

    /// <summary>Checks that a template has content for every planned message and renders with its data.</summary>
    /// <exception cref="TemplateException">It does not.</exception>
    public void Check(TemplateVersion template, IReadOnlyList<RecipientPlan> plans, TemplateData data)
    {
        // Recipients without data of their own differ only in language, zone, and in which of their fields are empty: one rendering stands for all of a kind.
        var seen = new HashSet<(MessageChannel Channel, string Locale, string TimeZone, bool Name, bool Id, bool Type)>();
        foreach (var plan in plans)
        {
            var recipient = plan.Recipient;
            foreach (var decision in plan.Decisions.Where(d => d.Verdict != Verdict.Suppress))
            {
                var kind = (decision.Channel, plan.Locale, plan.TimeZone, recipient.Name.Length > 0, recipient.Id.Length > 0, recipient.Type.Length > 0);
                if (recipient.Data is null && !seen.Add(kind))
                {
                    continue;
                }

                var shown = values.Aggregate(RecipientData.Merge(data, recipient.Data).With(recipient), (d, v) => d.With(v.Name, v.Samples));
                renderer.Render(template, decision.Channel, shown, new RenderContext(plan.Locale, plan.TimeZone, _currency));
            }
        }
    }
}
