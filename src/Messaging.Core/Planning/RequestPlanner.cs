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
    private readonly StoreClock _clock;
    private readonly RowFactory _rows;
    private readonly MessagingOptions _options;
    private readonly Dictionary<MessageChannel, ChannelCapabilities?> _served;
    private readonly IEnumerable<ReservedHeaders> _reserved;

    public RequestPlanner(
        TemplateCatalog templates, TemplateCheck check, ChannelDirectory channels, StoreClock clock, RowFactory rows, IOptions<MessagingOptions> options,
        IEnumerable<ReservedHeaders> reserved)
    {
        (_templates, _check, _clock, _rows, _options, _reserved) = (templates, check, clock, rows, options.Value, reserved);
        _served = channels.Channels.ToDictionary(c => c, ChannelCapabilities? (c) => channels.Find(c)!.Adapter.Capabilities);
        if (_options.SendOnly)
        {
            foreach (var channel in _options.DefaultChannels.Concat(_options.Channels))
            {
                _served.TryAdd(channel, null);
            }
        }
    }

    /// <summary>Plans a request.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="original">The message it repeats, for a resend.</param>
    /// <param name="cancellationToken">Ends the look-up of the template.</param>
    /// <exception cref="InvalidMessageException">The request is wrong.</exception>
    /// <exception cref="TemplateException">The template is unknown or malformed, or a value is missing.</exception>
    public async ValueTask<PlannedRequest> PlanAsync(MessageRequest request, OriginalMessage? original, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var channels = request.Channels.Count > 0 ? request.Channels.Distinct().ToList() : _options.DefaultChannels;
        var errors = RequestRules.Check(request, channels, _served);
        errors.AddRange(_reserved.SelectMany(r => r.Check(request)));
        if (errors.Count > 0)
        {
            MessagePlanner.CheckAddresses(request, channels, errors);
            ThrowIfAny(errors);
        }

        var now = _clock.GetUtcNow();
        var plans = MessagePlanner.Plan(
            new PlanInput
            {
                Request = request,
                Channels = channels,
                DefaultLocale = _options.DefaultLocale,
                DefaultTimeZone = _options.DefaultTimeZone,
                ExpiresAfter = _options.For(request.Category).ExpiresAfter,
                SendHours = _options.HoursFor(request.Category),
                Now = now,
            },
            errors);
        CheckInternational(plans, errors);
        ThrowIfAny(errors);

        var data = TemplateData.From(request.Data);
        TemplateVersion? template = null;
        if (request.Template is { Length: > 0 } code)
        {
            template = await _templates.GetAsync(request.Tenant, code, cancellationToken).ConfigureAwait(false);
            _check.Check(template, plans, data);
        }

        return _rows.Create(request, plans, template, data, original, now, Activity.Current?.Id);
    }

    private static void ThrowIfAny(List<MessageError> errors)
    {
        if (errors.Count > 0)
        {
            throw new InvalidMessageException(errors);
        }
    }

    private void CheckInternational(IReadOnlyList<RecipientPlan> plans, List<MessageError> errors)
    {
        if (_served.GetValueOrDefault(MessageChannel.Email) is not { InternationalAddresses: false })
        {
            return;
        }

        for (var i = 0; i < plans.Count; i++)
        {
            if (plans[i].Decisions.Any(d => d.Channel == MessageChannel.Email && !System.Text.Ascii.IsValid(d.Address)))
            {
                errors.Add(new($"To[{i}].{nameof(Recipient.Email)}", "The part before the @ has characters beyond ASCII, which the email connection of this application does not support."));
            }
        }
    }
}
