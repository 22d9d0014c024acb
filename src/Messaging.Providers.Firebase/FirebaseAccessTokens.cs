using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Providers.Firebase;

/// <summary>The access token of an account: asked for once however many messages wait for it, and again five minutes before it expires or when FCM refuses it. Thread-safe.</summary>
internal sealed class FirebaseAccessTokens(HttpClient http, FirebaseCredentials credentials, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UnsaidLifetime = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private FirebaseAccessToken? _current;
    private Task<FirebaseAccessToken>? _refresh;

    /// <summary>The token to send with.</summary>
    /// <param name="cancellationToken">Ends the wait, not the exchange that others may wait for too.</param>
    public async Task<FirebaseAccessToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<FirebaseAccessToken> refresh;
        lock (_gate)
        {
            if (_current is { } current && time.GetUtcNow() < current.RefreshAt)
            {
                return current;
            }

            refresh = _refresh ??= RefreshAsync();
        }

        try
        {
            return await refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Failed(SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "cancelled")));
        }
    }

    /// <summary>Gives up a token that FCM refused, so that the next message asks for another. Does nothing when that has happened.</summary>
    public void Discard(FirebaseAccessToken refused)
    {
        lock (_gate)
        {
            _current = ReferenceEquals(_current, refused) ? null : _current;
        }
    }

    private async Task<FirebaseAccessToken> RefreshAsync()
    {
        // Nothing of it under the lock, where it was started.
        await Task.Yield();
        FirebaseAccessToken token;
        try
        {
            token = await ExchangeAsync().ConfigureAwait(false);
        }
        catch (CryptographicException)
        {
            token = Failed(SendOutcome.Retry(new SendFailure(FailureKind.Configuration, "token key")));
        }

        lock (_gate)
        {
            _refresh = null;
            if (token.Failure is null)
            {
                _current = token;
            }
            else if (_current is { } old && time.GetUtcNow() < old.ExpiresAt)
            {
                return old;
            }
        }

        return token;
    }

    private async Task<FirebaseAccessToken> ExchangeAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var request = new HttpRequestMessage(HttpMethod.Post, credentials.TokenUrl)
        {
            Content = new FormUrlEncodedContent([
                KeyValuePair.Create("assertion", FirebaseAssertion.Create(credentials, time.GetUtcNow())), KeyValuePair.Create("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")]),
        };
        var result = await HttpAttempt.SendAsync(http, request, time, patience.Token).ConfigureAwait(false);
        if (!result.TryGetAnswer(out var answer, out var outcome))
        {
            return Failed(SendOutcome.Retry(new SendFailure(outcome.Failure!.Kind, patience.IsCancellationRequested ? "token timeout" : $"token {outcome.Failure.Code}")));
        }

        var said = FirebaseJson.TryRead(answer.Body, FirebaseJson.Default.FirebaseTokenAnswer);
        if (!answer.IsSuccess || said?.AccessToken is not { ValueKind: JsonValueKind.String } value || value.GetString() is not { Length: > 0 } text || text.Any(c => c is <= ' ' or > '~'))
        {
            return Failed(FirebaseErrors.WithoutToken(answer, said));
        }

        var lifetime = LifetimeOf(said);
        var now = time.GetUtcNow();
        return new FirebaseAccessToken { Value = text, ExpiresAt = now + lifetime, RefreshAt = now + (lifetime > Margin * 2 ? lifetime - Margin : lifetime / 2) };
    }

    private static TimeSpan LifetimeOf(FirebaseTokenAnswer said) =>
        int.TryParse(said.ExpiresIn.ValueKind is JsonValueKind.Number or JsonValueKind.String ? said.ExpiresIn.ToString() : "", NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : UnsaidLifetime;

    private static FirebaseAccessToken Failed(SendOutcome failure) => new() { Failure = failure };
}
