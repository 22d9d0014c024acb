using System.Net;
using System.Net.Sockets;
using Messaging.Providers.Smtp;

namespace Bookings;

/// <summary>The SMTP server that takes the emails.</summary>
internal sealed record SmtpServer(string Host, int Port)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether it is on this machine, where mail may go without TLS.</summary>
    public bool IsThisMachine => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Mail leaves this machine under TLS only.</summary>
    public SmtpSecurity Security => IsThisMachine ? SmtpSecurity.None : Port == 465 ? SmtpSecurity.Implicit : SmtpSecurity.StartTls;

    /// <summary>Reads <c>host:port</c>; an IPv6 address stands in brackets.</summary>
    /// <returns>The server, or null when the text is something else.</returns>
    public static SmtpServer? TryParse(string text) =>
        Uri.TryCreate($"smtp://{text}", UriKind.Absolute, out var uri) && uri is { Port: > 0, UserInfo: "", PathAndQuery: "/" or "", DnsSafeHost.Length: > 0 }
            ? new SmtpServer(uri.DnsSafeHost, uri.Port)
            : null;

    /// <summary>Whether something answers there. The library would keep the emails and try again for hours; a slip of the pen is better known at once.</summary>
    public async Task<bool> AnswersAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, either.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The server as it was given.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
