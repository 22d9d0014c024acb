using System.Diagnostics;
using Messaging.Channels;
using Messaging.Storage;
using Messaging.Templates;
using Microsoft.Extensions.Options;

namespace Messaging.Planning;

/// <summary>Turns a request into rows: checks it, plans it, proves that its template renders, and only then makes anything to store.</summary>
internal sealed class RequestPlanner
{
    private readonly TemplateCatalog _templates;
    private readonly TemplateCheck _check;
    private readonly TargetFinder _targets;
    private readonly StoreClock _clock;
    private readonly RowFactory _rows;
    private readonly MessagingOptions _options;
    private readonly ChannelDirectory _channels;
    private readonly IEnumerable<ReservedHeaders> _reserved;

    public RequestPlanner(
        TemplateCatalog templates, TemplateCheck check, ChannelDirectory channels, TargetFinder targets, StoreClock clock, RowFactory rows, IOptions<MessagingOptions> options,
        IEnumerable<ReservedHeaders> reserved)
    {
        (_templates, _check, _channels, _targets, _clock, _rows, _options, _reserved) = (templates, check, channels, targets, clock, rows, options.Value, reserved);
    }

    /// <summary>Plans a request.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="original">The message it repeats, for a resend.</param>
    /// <param name="reader">Reads what is known of contacts and devices on the connection of a joined send, or null.</param>
    /// <param name="cancellationToken">Ends the look-up of the template.</param>
    /// <exception cref="InvalidMessageException">The request is wrong.</exception>
    /// <exception cref="TemplateException">The template is unknown or malformed, or a value is missing.</exception>
    public async ValueTask<PlannedRequest> PlanAsync(MessageRequest request, OriginalMessage? original, IPlanReader? reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var channels = ChannelsOf(request);
        var served = await ServedAsync(request.Tenant, cancellationToken).ConfigureAwait(false);
        var errors = RequestRules.Check(request, channels, served);
        if (_options.LongSms == LongSms.Reject && channels.Contains(MessageChannel.Sms) && request.Content?.Text?.Length > SmsText.MaxLength)
        {
            errors.Add(new("Content.Text", $"A text message has up to {SmsText.MaxLength} characters. Shorten it, or set LongSms = LongSms.Shorten."));
        }

        errors.AddRange(_reserved.SelectMany(r => r.Check(request)));
        if (errors.Count > 0)
        {
            MessagePlanner.CheckAddresses(request, channels, errors);
            ThrowIfAny(errors);
        }

        var targets = await _targets.FindAsync(request, served.ContainsKey, reader, cancellationToken).ConfigureAwait(false);
        var template = request.Template is { Length: > 0 } code ? await _templates.FindAsync(request.Tenant, code, null, cancellationToken).ConfigureAwait(false) : null;
        var input = InputFor(request, targets, template, served);
        var plans = MessagePlanner.Plan(input, errors);
        CheckInternational(plans, served, errors);
        ThrowIfAny(errors);

        var data = TemplateData.From(request.Data);
        if (request.Template is { Length: > 0 } wanted)
        {
            template ??= await _templates.GetAsync(request.Tenant, wanted, cancellationToken).ConfigureAwait(false);
            _check.Check(template, plans, data, request.Tenant);
        }

        return _rows.Create(request, plans, template, data, original, input.Now, Activity.Current?.Id) with { Input = input, Plans = plans };
    }

    // What a sibling on the same database serves is not known here.
    private async ValueTask<IReadOnlyDictionary<MessageChannel, ChannelCapabilities?>> ServedAsync(string tenant, CancellationToken cancellationToken)
    {
        var own = (await _channels.OfTenantAsync(tenant, cancellationToken).ConfigureAwait(false)).Capabilities;
        var others = _options.SendOnly ? _options.DefaultChannels.Concat(_options.Channels).Distinct().Where(c => !own.ContainsKey(c)).ToList() : [];
        return others.Count == 0 ? own : own.Concat(others.Select(c => KeyValuePair.Create<MessageChannel, ChannelCapabilities?>(c, null))).ToDictionary();
    }

    private IReadOnlyList<MessageChannel> ChannelsOf(MessageRequest request)
    {
        if (request.Routing.Steps.Count > 0)
        {
            return [.. request.Routing.Steps.Select(s => s.Channel).Distinct()];
        }

        return request.Channels.Count > 0 ? request.Channels.Distinct().ToList() : _options.DefaultChannels;
    }

    private PlanInput InputFor(
        MessageRequest request, IReadOnlyList<PlanTarget> targets, TemplateVersion? template, IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> served)
    {
        var treatment = _options.For(request.Category);
        return new PlanInput
        {
            Request = request,
            Targets = targets,
            DefaultLocale = _options.DefaultLocale,
            DefaultTimeZone = _options.DefaultTimeZone,
            ExpiresAfter = treatment.ExpiresAfter,
            RequiresConsent = treatment.RequiresConsent,
            SendHours = _options.HoursFor(request.Category),
            Now = _clock.GetUtcNow(),
            Template = template,
            Served = served,
        };
    }

    private static void ThrowIfAny(List<MessageError> errors)
    {
        if (errors.Count > 0)
        {
            throw new InvalidMessageException(errors);
        }
    }

    private static void CheckInternational(IReadOnlyList<RecipientPlan> plans, IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> served, List<MessageError> errors)
    {
        if (served.GetValueOrDefault(MessageChannel.Email) is not { InternationalAddresses: false })
        {
            return;
        }

        for (var i = 0; i < plans.Count; i++)
        {
            if (plans[i].Decisions.Any(d => d.Channel == MessageChannel.Email && !System.Text.Ascii.IsValid(d.Address)))
            {
                errors.Add(new($"To[{plans[i].Target.Index}].{nameof(Recipient.Email)}", "The part before the @ has characters beyond ASCII, which the email connection of this application does not support."));
            }
        }
    }
}
