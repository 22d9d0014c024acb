using System.Globalization;
using System.Text.RegularExpressions;
using Messaging.Channels;

namespace Messaging.Providers.Infobip;

/// <summary>Hands SMS to Infobip, many per request.</summary>
/// <remarks>
/// The message id is ours, the same for every attempt, and Infobip refuses one that it has seen: a repeat after a lost answer is recognised. For how long it remembers is documented
/// nowhere, so no <see cref="ChannelCapabilities.IdempotencyWindow"/> is promised; the logs tell what was taken.
/// </remarks>
internal sealed partial class InfobipSmsChannelAdapter : IBatchChannelAdapter, IStatusLookup, IConnectionTest
{
    private const int BatchSize = 100;

    // 25 parts of 153 characters of the GSM alphabet; no other alphabet fits more into a part.
    private const int MaxText = 25 * 153;

    private readonly InfobipClient _client;
    private readonly string _sender;
    private readonly InfobipSmsRequest.Settings? _options;
    private readonly InfobipSmsRequest.Report? _delivery;

    public InfobipSmsChannelAdapter(InfobipClient client, InfobipOptions options)
    {
        _client = client;
        _sender = InfobipCallback.Number(options.SmsSender ?? "");
        _options = options.ValidityPeriod is { } period ? new(new((int)period.TotalSeconds, "SECONDS")) : null;
        _delivery = InfobipCallback.For(options, MessageChannel.Sms) is { } url ? new(url) : null;
    }

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new() { MaxBatchSize = BatchSize };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await SendAsync([message], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var outcomes = messages.Select(Check).ToArray();
        int[] sent = [.. Enumerable.Range(0, messages.Count).Where(i => outcomes[i] is null)];
        if (sent.Length > 0)
        {
            var taken = await PostAsync([.. sent.Select(i => messages[i])], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < sent.Length; i++)
            {
                outcomes[sent[i]] = taken[i];
            }
        }

        return outcomes!;
    }

    /// <inheritdoc/>
    public Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => _client.TestAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The logs reach back 48 hours and lag behind, so that a message which is not in them may have been taken.</remarks>
    public async Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var id = query.ProviderMessageId is { Length: > 0 } known ? known : query.IdempotencyKey;
        var result = await _client.GetAsync($"/sms/3/logs?messageId={Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
        return result.Answer is { IsSuccess: true } answer
            && InfobipJson.TryRead(answer.Body, InfobipJson.Default.InfobipLogs)?.Results is { } results
            && results.OfType<InfobipAnswer>().Any(r => string.Equals(r.MessageId, id, StringComparison.Ordinal) && r.Status?.GroupId is { } group && group != 5)
            ? StatusAnswer.Taken(id)
            : StatusAnswer.Undecided;
    }

    private static SendOutcome? Check(OutboundMessage message) => message.Content.Text switch
    {
        null or "" => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "content", "The message has no text.")),
        { Length: > MaxText } =>
            SendOutcome.Rejected(new SendFailure(FailureKind.TooLarge, "status 25", string.Create(CultureInfo.InvariantCulture, $"The text has more than {MaxText} characters."))),
        _ => null,
    };

    private async Task<IReadOnlyList<SendOutcome>> PostAsync(OutboundMessage[] messages, CancellationToken cancellationToken)
    {
        var request = new InfobipSmsRequest([.. messages.Select(Write)]);
        var result = await _client.PostAsync("/sms/3/messages", request, InfobipJson.Default.InfobipSmsRequest, cancellationToken).ConfigureAwait(false);
        return !result.TryGetAnswer(out var answer, out var outcome) ? Same(outcome, messages.Length)
            : !answer.IsSuccess ? Refused(InfobipErrors.ToOutcome(answer), answer.Body, messages.Length)
            : InfobipJson.TryRead(answer.Body, InfobipJson.Default.InfobipAnswer)?.Messages is { Count: > 0 } entries ? Assign(entries, messages)
            : Same(SendOutcome.Accepted(null), messages.Length);
    }

    private InfobipSmsRequest.Message Write(OutboundMessage message) => new(
        _sender,
        [new(InfobipCallback.Number(message.Address), message.IdempotencyKey)],
        new(message.Content.Text!),
        _options,
        new(_delivery, "application/json", message.Reference.ToString()));

    private static SendOutcome[] Same(SendOutcome outcome, int count) => [.. Enumerable.Repeat(outcome, count)];

    /// <summary>Each message's part of the answer: by the id it was sent with; by its place where the vendor gave ids of its own.</summary>
    private static SendOutcome[] Assign(IReadOnlyList<InfobipAnswer?> entries, OutboundMessage[] messages)
    {
        var byId = entries.OfType<InfobipAnswer>().Where(static e => e.MessageId is not null).GroupBy(static e => e.MessageId!, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => g.First(), StringComparer.Ordinal);
        var areOurs = messages.Any(m => byId.ContainsKey(m.IdempotencyKey));
        return
        [
            .. messages.Select((m, i) => (byId.GetValueOrDefault(m.IdempotencyKey) ?? (!areOurs && entries.Count == messages.Length ? entries[i] : null)) is { } entry
                ? InfobipErrors.ToOutcome(entry, m.IdempotencyKey)
                : SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, "not answered", "The answer does not speak of this message."))),
        ];
    }

    /// <summary>A faulty message makes Infobip refuse the whole request: only those that it names are refused for good, the others were not taken and go again.</summary>
    private static SendOutcome[] Refused(SendOutcome outcome, string body, int count)
    {
        var outcomes = Same(outcome, count);
        if (outcome.Kind != SendOutcomeKind.Rejected || count == 1)
        {
            return outcomes;
        }

        var violations = InfobipJson.TryRead(body, InfobipJson.Default.InfobipError)?.Violations ?? [];
        var named = violations.Select(static v => Place().Match(v?.Property ?? "")).Where(static m => m.Success)
            .Select(static m => int.TryParse(m.Groups["place"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1).ToHashSet();
        var neighbour = SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "batch", "Another message of the same request was refused, and with it the request."));
        return [.. outcomes.Select((o, i) => named.Contains(i) ? o : neighbour)];
    }

    [GeneratedRegex(@"messages(\[|\.|/)(?<place>[0-9]{1,4})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
