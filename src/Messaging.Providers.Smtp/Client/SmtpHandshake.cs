using System.Net;
using System.Net.Sockets;
using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Opens a connection up to the point where mail can be sent: greeting, TLS, EHLO, sign-in.</summary>
internal static class SmtpHandshake
{
    /// <summary>Opens a connection.</summary>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="SmtpFailureException">It could not be opened; no message was mentioned.</exception>
    public static async Task<SmtpConnection> OpenAsync(SmtpSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = await SmtpConnector.ConnectAsync(settings, time, cancellationToken).ConfigureAwait(false);
        var transport = new SmtpTransport(socket, time);
        try
        {
            var features = await GreetAsync(transport, settings, cancellationToken).ConfigureAwait(false);
            await SmtpAuthentication.SignInAsync(transport, features, settings, cancellationToken).ConfigureAwait(false);
            return new SmtpConnection(transport, features, settings);
        }
        catch
        {
            transport.Dispose();
            throw;
        }
    }

    private static async Task<SmtpServerFeatures> GreetAsync(SmtpTransport transport, SmtpSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Security == SmtpSecurity.Implicit)
        {
            await transport.StartTlsAsync(settings, cancellationToken).ConfigureAwait(false);
        }

        var greeting = await transport.ReadReplyAsync(settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false);
        Require(220, SmtpStage.Greeting, greeting);
        var features = await HelloAsync(transport, settings, cancellationToken).ConfigureAwait(false);
        if (settings.Security != SmtpSecurity.StartTls)
        {
            return features;
        }

        await StartTlsAsync(transport, features, settings, cancellationToken).ConfigureAwait(false);
        return await HelloAsync(transport, settings, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SmtpServerFeatures> HelloAsync(SmtpTransport transport, SmtpSettings settings, CancellationToken cancellationToken)
    {
        var name = settings.LocalName ?? AddressLiteral(transport.Socket);
        var reply = await transport.CommandAsync($"EHLO {name}", settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false);
        if (reply.IsPositive)
        {
            return SmtpServerFeatures.Read(reply);
        }

        if (reply.Code is not (500 or 501 or 502 or 504))
        {
            throw SmtpErrors.Refused(SmtpStage.Hello, reply);
        }

        Require(250, SmtpStage.Hello, await transport.CommandAsync($"HELO {name}", settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false));
        return SmtpServerFeatures.None;
    }

    private static async Task StartTlsAsync(SmtpTransport transport, SmtpServerFeatures features, SmtpSettings settings, CancellationToken cancellationToken)
    {
        if (!features.StartTls)
        {
            throw new SmtpFailureException(new SendFailure(
                FailureKind.Configuration,
                "no-starttls",
                "The server does not offer STARTTLS here. Check SmtpOptions.Port, or set SmtpOptions.Security to Implicit when it expects TLS at once."));
        }

        Require(220, SmtpStage.StartTls, await transport.CommandAsync("STARTTLS", settings.Timeouts.Reply, cancellationToken).ConfigureAwait(false));
        if (transport.HasUnread)
        {
            // Anything said in plain text after the go-ahead was put there to be taken for a reply inside TLS (CVE-2011-0411 and its client side).
            throw new SmtpFailureException(new SendFailure(FailureKind.Network, "starttls-injection", "Unencrypted replies followed STARTTLS."));
        }

        await transport.StartTlsAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    private static void Require(int code, SmtpStage stage, SmtpReply reply)
    {
        if (reply.Code != code)
        {
            throw SmtpErrors.Refused(stage, reply);
        }
    }

    private static string AddressLiteral(Socket socket)
    {
        var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{WithoutScope(address)}]" : $"[{address}]";
    }

    private static IPAddress WithoutScope(IPAddress address) => new(address.GetAddressBytes());
}
