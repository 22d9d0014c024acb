using System.Net;
using System.Net.Sockets;
using Messaging.Reliability.Host.Ledgers;

namespace Messaging.Reliability.Host.Mail;

/// <summary>An SMTP server on 127.0.0.1 that takes every message and writes it down before it says so.</summary>
internal sealed class SmtpSink(Ledger ledger, HostSettings settings) : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _unanswered = settings.UnansweredMails;

    public int Start()
    {
        _listener.Start(512);
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(stopping);
                socket.NoDelay = true;
                _ = ServeAsync(socket, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Writes a message down.</summary>
    /// <returns>Its number, or null when the client is to get no answer.</returns>
    public async Task<long?> TakeAsync(LedgerEntry entry, CancellationToken stopping)
    {
        var number = ledger.Add(entry);
        if (settings.AnswerDelay > TimeSpan.Zero)
        {
            await Task.Delay(settings.AnswerDelay, TimeProvider.System, stopping);
        }

        return Interlocked.Decrement(ref _unanswered) >= 0 ? null : number;
    }

    private async Task ServeAsync(Socket socket, CancellationToken stopping)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            await new SmtpSinkSession(this, stream).RunAsync(stopping);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone, or this process is about to be.
        }
    }
}
