using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>The wire: bytes out, replies in, every step bounded. Not thread-safe; after an exception it is only good for disposal.</summary>
internal sealed class SmtpTransport : IDisposable
{
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private Stream _stream;
    private SmtpReplyReader _replies;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">The socket; disposed with this.</param>
    /// <param name="time">The clock.</param>
    public SmtpTransport(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _replies = new SmtpReplyReader(_stream);
    }

    /// <summary>Whether what is said is encrypted.</summary>
    public bool IsEncrypted => _stream is SslStream;

    /// <summary>The socket, for its addresses.</summary>
    public Socket Socket => _socket;

    /// <summary>Whether the server has said more than was asked of it: it is then out of step.</summary>
    public bool HasUnread => _replies.HasUnread;

    /// <summary>Reads one reply.</summary>
    /// <param name="limit">The longest wait for the whole of it.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public Task<SmtpReply> ReadReplyAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        Deadline.RunAsync(token => _replies.ReadAsync(token), limit, _time, cancellationToken);

    /// <summary>Sends one command and reads its reply.</summary>
    /// <param name="command">The command without its line end. May hold a secret; it goes nowhere but to the server.</param>
    /// <param name="limit">The longest wait for the whole reply.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public Task<SmtpReply> CommandAsync(string command, TimeSpan limit, CancellationToken cancellationToken)
    {
        var line = Encoding.UTF8.GetBytes(command + "\r\n");
        return Deadline.RunAsync(
            async token =>
            {
                await _stream.WriteAsync(line, token).ConfigureAwait(false);
                return await _replies.ReadAsync(token).ConfigureAwait(false);
            },
            limit,
            _time,
            cancellationToken);
    }

    /// <summary>Hands bytes to the network.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan limit, CancellationToken cancellationToken) =>
        Deadline.RunAsync(
            async token =>
            {
                await _stream.WriteAsync(bytes, token).ConfigureAwait(false);
                return true;
            },
            limit,
            _time,
            cancellationToken);

    /// <summary>Switches to TLS. Whatever was read in plain text is gone afterwards.</summary>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="SmtpFailureException">No TLS, or a certificate that is not accepted.</exception>
    public async Task StartTlsAsync(SmtpSettings settings, CancellationToken cancellationToken)
    {
        var refused = false;
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        _replies = new SmtpReplyReader(tls);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
            {
                refused = true;
                refused = !(settings.CertificateValidation?.Invoke(sender, certificate, chain, errors) ?? errors == SslPolicyErrors.None);
                return !refused;
            },
        };
        try
        {
            await Deadline.RunAsync(
                async token =>
                {
                    await tls.AuthenticateAsClientAsync(options, token).ConfigureAwait(false);
                    return true;
                },
                settings.Timeouts.Handshake,
                _time,
                cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpFailureException e) when (e.Failure.Kind == FailureKind.Network)
        {
            throw new SmtpFailureException(refused ? SmtpErrors.Certificate : SmtpErrors.Handshake);
        }
    }

    /// <summary>Closes the connection without a word.</summary>
    public void Dispose() => _stream.Dispose();
}
