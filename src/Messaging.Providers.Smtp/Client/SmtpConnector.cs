using System.Net;
using System.Net.Sockets;
using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Finds the server and connects to it: every address of the host in turn.</summary>
internal static class SmtpConnector
{
    /// <summary>Connects.</summary>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="SmtpFailureException">No connection could be made.</exception>
    public static async Task<Socket> ConnectAsync(SmtpSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var failure = new SendFailure(FailureKind.Network, "dns", "The host has no address that may be used.");
        foreach (var address in await ResolveAsync(settings, time, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, settings.Port), settings.Timeouts.Connect, time, cancellationToken).ConfigureAwait(false);
            }
            catch (SmtpFailureException e) when (!cancellationToken.IsCancellationRequested)
            {
                failure = e.Failure;
            }
        }

        throw new SmtpFailureException(failure);
    }

    private static async Task<IEnumerable<IPAddress>> ResolveAsync(SmtpSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Deadline.RunAsync(
                token => Lookup(settings.Host, token), settings.Timeouts.Connect, time, cancellationToken).ConfigureAwait(false);

            // A name of this machine could be made to point elsewhere; plain text must not follow it.
            var onlyHere = settings.Security == SmtpSecurity.None && !settings.AllowPlainText;
            return onlyHere ? addresses.Where(IPAddress.IsLoopback) : addresses;
        }
        catch (SmtpFailureException e) when (e.Failure.Kind == FailureKind.Network)
        {
            throw new SmtpFailureException(new SendFailure(FailureKind.Network, "dns", "The host's name could not be resolved."));
        }
    }

    private static Task<IPAddress[]> Lookup(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var literal) ? Task.FromResult<IPAddress[]>([literal]) : Dns.GetHostAddressesAsync(host, cancellationToken);

    private static async Task<Socket> ConnectAsync(IPEndPoint endPoint, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            return await Deadline.RunAsync(
                async token =>
                {
                    await socket.ConnectAsync(endPoint, token).ConfigureAwait(false);
                    return socket;
                },
                limit,
                time,
                cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpFailureException e)
        {
            socket.Dispose();
            throw e.Failure.Kind == FailureKind.Network
                ? new SmtpFailureException(new SendFailure(FailureKind.Network, "connect", "The server refused the connection or cannot be reached."))
                : e;
        }
    }
}
