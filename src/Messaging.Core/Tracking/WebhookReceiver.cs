using System.Diagnostics;
using Messaging.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Tracking;

/// <summary>Takes webhook requests, free of any web framework: finds the account, checks that the request is authentic, and applies what it says. <c>MapMessagingWebhooks()</c> serves it in ASP.NET Core.</summary>
/// <remarks>Thread-safe. The caller limits the size of bodies and the number of requests.</remarks>
public sealed class WebhookReceiver
{
    private const int Ok = 200;

    // Less than what providers wait; what is committed after it is known when they repeat.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private readonly WebhookAccounts _accounts;
    private readonly EventIntake _events;
    private readonly IInboundSink _inbound;
    private readonly TimeProvider _time;
    private readonly MessagingMetrics _metrics;
    private readonly ILogger<WebhookReceiver> _logger;

    internal WebhookReceiver(WebhookAccounts accounts, EventIntake events, IInboundSink inbound, TimeProvider time, MessagingMetrics metrics, ILogger<WebhookReceiver> logger) =>
        (_accounts, _events, _inbound, _time, _metrics, _logger) = (accounts, events, inbound, time, metrics, logger);

    /// <summary>The names of the providers that were added and report back.</summary>
    public IReadOnlyList<string> Providers => _accounts.Providers;

    /// <summary>Checks that every account of the application has what its webhooks are checked with.</summary>
    /// <param name="except">The providers whose webhooks are not served.</param>
    /// <exception cref="MessagingConfigurationException">One has not; the text names it and the option to set.</exception>
    public void Check(IReadOnlyCollection<string> except)
    {
        ArgumentNullException.ThrowIfNull(except);
        foreach (var (provider, connection, problem) in _accounts.FindProblems().Where(p => !except.Contains(p.Provider, StringComparer.Ordinal)))
        {
            throw new MessagingConfigurationException(
                $"Webhooks of connection '{connection}' cannot be trusted: {problem.TrimEnd('.')}. Set it where the account is added, or leave the webhooks of '{provider}' out: AddWebhooks(o => o.Except = [\"{provider}\"]).");
        }
    }

    /// <summary>Takes a request. What it says is committed when this returns with status 200.</summary>
    /// <param name="provider">The provider's name, from the path.</param>
    /// <param name="connection">The connection's name, from the path; with null each of the provider's accounts is tried.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the look-up of the account; what is being applied is applied.</param>
    /// <returns>What to answer.</returns>
    public async Task<WebhookAnswer> ReceiveAsync(string provider, string? connection, WebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(request);
        if (!Providers.Contains(provider, StringComparer.Ordinal))
        {
            return new WebhookAnswer(404);
        }

        using var activity = MessagingDiagnostics.Activities.StartActivity(MessagingSpans.Webhook);
        activity?.SetTag(MessagingTags.Provider, provider);
        var answer = await AnswerAsync(provider, connection, request, cancellationToken).ConfigureAwait(false);
        Note(activity, provider, answer);
        return answer;
    }

    private async Task<WebhookAnswer> AnswerAsync(string provider, string? connection, WebhookRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var accounts = await _accounts.FindAsync(provider, connection, cancellationToken).ConfigureAwait(false);
            return accounts.Count == 0 ? new WebhookAnswer(404) : await TakeAsync(provider, accounts, request).WaitAsync(Patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            Log.WebhookFailed(_logger, provider, e.GetType().Name);
            return new WebhookAnswer(e is MessagingException or TimeoutException ? 503 : 500);
        }
    }

    private async Task<WebhookAnswer> TakeAsync(string provider, IReadOnlyList<(ProviderAccount Account, IWebhookParser Parser)> accounts, WebhookRequest request)
    {
        var reason = "";
        foreach (var (account, parser) in accounts)
        {
            var result = parser.Parse(request);
            if (result.Verdict == WebhookVerdict.Read)
            {
                return await ApplyAsync(provider, account, result).ConfigureAwait(false);
            }

            if (result.Verdict == WebhookVerdict.Malformed)
            {
                Log.WebhookMalformed(_logger, provider, result.Reason);
                return new WebhookAnswer(400);
            }

            reason = result.Reason;
        }

        Log.WebhookForged(_logger, provider, reason);
        return new WebhookAnswer(401);
    }

    private async Task<WebhookAnswer> ApplyAsync(string provider, ProviderAccount account, WebhookResult result)
    {
        if (result.Skipped > 0)
        {
            Log.WebhookEntriesSkipped(_logger, provider, result.Skipped);
        }

        if (result.Events.Count > 0)
        {
            await _events.TakeAsync(provider, account, result.Events, CancellationToken.None).ConfigureAwait(false);
        }

        if (result.Messages.Count > 0)
        {
            await _inbound.TakeAsync(provider, account, result.Messages, CancellationToken.None).ConfigureAwait(false);
        }

        return new WebhookAnswer(Ok, result.ReplyType, result.Reply);
    }

    private void Note(Activity? activity, string provider, WebhookAnswer answer)
    {
        var result = answer.Status switch { Ok => "applied", 400 => "malformed", 401 => "forged", 404 => "unknown", _ => "failed" };
        _metrics.Webhooks.Add(1, new(MessagingTags.Provider, provider), new(MessagingTags.Result, result));
        activity?.SetTag(MessagingTags.Result, result);
        if (answer.Status != Ok)
        {
            activity?.SetTag(MessagingTags.ErrorType, result);
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
