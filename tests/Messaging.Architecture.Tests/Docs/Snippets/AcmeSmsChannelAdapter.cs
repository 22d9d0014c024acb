using System.Net;
using System.Net.Http.Json;
using Messaging.Channels;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The adapter that <c>docs/writing-an-adapter.md</c> builds.</summary>
internal sealed class AcmeSmsChannelAdapter(HttpClient http) : IChannelAdapter
{
    public ChannelCapabilities Capabilities { get; } = new() { IdempotencyWindow = TimeSpan.FromHours(24) };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages");
        request.Headers.Add("Idempotency-Key", message.IdempotencyKey);
        request.Content = JsonContent.Create(new { to = message.Address, text = message.Content.Text });
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await ToOutcomeAsync(response, cancellationToken);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return SendOutcome.Retry(new SendFailure(FailureKind.Network, $"{e.HttpRequestError}"));
        }
        catch (HttpRequestException e)
        {
            return SendOutcome.Unknown(new SendFailure(FailureKind.Network, $"{e.HttpRequestError}"));
        }
    }

    private static async Task<SendOutcome> ToOutcomeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var code = $"{(int)response.StatusCode}";
        return response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted => SendOutcome.Accepted(await ReadIdAsync(response, cancellationToken)),
            HttpStatusCode.BadRequest => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, code)),
            HttpStatusCode.UnprocessableEntity => SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, code)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => SendOutcome.Retry(new SendFailure(FailureKind.Configuration, code)),
            HttpStatusCode.TooManyRequests => SendOutcome.Throttled(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(30)),
            _ => SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, code)),
        };
    }

    private static async Task<string?> ReadIdAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync<Receipt>(cancellationToken))?.Id;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private sealed record Receipt(string? Id);
}
