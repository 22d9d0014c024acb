using System.Text;
using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Signs in (RFC 4954) with the best mechanism that both sides know: XOAUTH2 for a token; PLAIN, else LOGIN, for a password.</summary>
internal static class SmtpAuthentication
{
    // RFC 4954, 4: a command line with an initial response must fit into 512 octets; a longer response waits for the challenge.
    private const int MaxCommandLine = 510;
    private const int MaxRounds = 5;

    /// <summary>Signs in, when the settings name an account.</summary>
    /// <param name="transport">The wire.</param>
    /// <param name="features">What the server offers.</param>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="SmtpFailureException">The server offers no usable mechanism, or does not accept the account.</exception>
    public static async Task SignInAsync(SmtpTransport transport, SmtpServerFeatures features, SmtpSettings settings, CancellationToken cancellationToken)
    {
        if (settings.UserName is null)
        {
            return;
        }

        if (!transport.IsEncrypted && !settings.AllowPlainText && !SmtpSettings.IsLoopback(settings.Host))
        {
            throw Misconfigured("plain-text", "The password is not sent without TLS.");
        }

        var mechanism = Choose(features, settings);
        var responses = await ResponsesAsync(mechanism, settings, cancellationToken).ConfigureAwait(false);
        var detail = "";
        var reply = await transport.CommandAsync(FirstCommand(mechanism, responses), settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false);
        for (var round = 0; reply.Code == 334 && round < MaxRounds; round++)
        {
            if (!responses.TryDequeue(out var response))
            {
                // XOAUTH2 says why it refuses in a last challenge, and waits for an empty line before it does. In any other dialogue, "*" ends it.
                var isError = mechanism == "XOAUTH2";
                detail = isError ? Decode(reply.Text) : "";
                response = isError ? "" : "*";
            }

            reply = await transport.CommandAsync(response, settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false);
        }

        if (reply.Code != 235)
        {
            throw SmtpErrors.Refused(SmtpStage.Authentication, reply, detail);
        }
    }

    private static string Choose(SmtpServerFeatures features, SmtpSettings settings)
    {
        if (features.Mechanisms.Count == 0)
        {
            throw Misconfigured("no-auth", "The server offers no sign-in here. Check SmtpOptions.Port and Security, or leave SmtpOptions.UserName out.");
        }

        string[] known = settings.AccessToken is null ? ["PLAIN", "LOGIN"] : ["XOAUTH2"];
        return Array.Find(known, features.Mechanisms.Contains)
            ?? throw Misconfigured("no-mechanism", $"The server offers no sign-in by {string.Join(" or ", known)}.");
    }

    private static async Task<Queue<string>> ResponsesAsync(string mechanism, SmtpSettings settings, CancellationToken cancellationToken)
    {
        var user = settings.UserName!;
        switch (mechanism)
        {
            case "PLAIN":
                // Twice, for servers that overlook an initial response and ask for it.
                var plain = Encode($"\0{user}\0{settings.Password}");
                return new Queue<string>([plain, plain]);
            case "LOGIN":
                return new Queue<string>([Encode(user), Encode(settings.Password)]);
            default:
                var token = await AccessTokenAsync(settings, cancellationToken).ConfigureAwait(false);
                return new Queue<string>([Encode($"user={user}\u0001auth=Bearer {token}\u0001\u0001")]);
        }
    }

    private static string FirstCommand(string mechanism, Queue<string> responses)
    {
        var withResponse = $"AUTH {mechanism} {responses.Peek()}";
        if (mechanism == "LOGIN" || withResponse.Length > MaxCommandLine)
        {
            return $"AUTH {mechanism}";
        }

        responses.Dequeue();
        return withResponse;
    }

    private static async Task<string> AccessTokenAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await settings.AccessToken!(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new SmtpFailureException(SmtpErrors.Cancelled);
        }
        catch (Exception e)
        {
            // The host's own code may put the token, or anything, into its message: only the type is kept.
            throw Misconfigured("access-token", $"SmtpOptions.AccessToken threw {e.GetType().Name}.");
        }
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string challenge)
    {
        var bytes = new byte[challenge.Length];
        return Convert.TryFromBase64String(challenge, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static SmtpFailureException Misconfigured(string code, string detail) => new(new SendFailure(FailureKind.Configuration, code, detail));
}
