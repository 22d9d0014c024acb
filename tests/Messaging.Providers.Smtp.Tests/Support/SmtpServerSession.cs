using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Messaging.TestTools;

namespace Messaging.Providers.Smtp.Tests.Support;

/// <summary>One connection of the scripted server, with what a script can do to it.</summary>
internal sealed class SmtpServerSession : IDisposable
{
    private readonly ScriptedSmtpServer _server;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;
    private Stream _stream;
    private string _from = "";
    private List<string> _recipients = [];
    private bool _isOver;
    private bool _hasLeft;

    public SmtpServerSession(ScriptedSmtpServer server, Socket socket, int number)
    {
        _server = server;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Number = number;
        Completion = Task.Run(RunAsync);
    }

    /// <summary>Which connection it is, from 1.</summary>
    public int Number { get; }

    public Task Completion { get; }

    /// <summary>How many messages it took.</summary>
    public int Taken { get; private set; }

    /// <summary>The last line received.</summary>
    public string Line { get; private set; } = "";

    public bool IsAnswered { get; set; }

    public bool IsEncrypted { get; private set; }

    public void AnswerNormally() => IsAnswered = false;

    public Task ReplyAsync(string reply) => WriteAsync(reply + "\r\n");

    public async Task WriteAsync(string raw)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(raw), _server.Stopping);
        await _stream.FlushAsync(_server.Stopping);
    }

    /// <summary>Says nothing until the server stops.</summary>
    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _server.Stopping);

    public void Dispose() => Close();

    public void Close()
    {
        _isOver = true;
        _stream.Dispose();
    }

    /// <summary>Breaks the connection with RST, so that the client loses what it has not read yet.</summary>
    public void Reset()
    {
        _isOver = true;
        _socket.LingerState = new LingerOption(enable: true, 0);
        _socket.Dispose();
    }

    public async Task<string> ReadLineAsync() => Encoding.UTF8.GetString(await ReadRawLineAsync());

    /// <summary>Reads bytes of content and forgets them.</summary>
    public async Task SkipAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await ReadByteAsync();
        }
    }

    public async Task StartTlsAsync()
    {
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = SelfSignedCertificate.Instance }, _server.Stopping);
        _stream = tls;
        IsEncrypted = true;
    }

    private async Task RunAsync()
    {
        try
        {
            if (_server.ImplicitTls)
            {
                await StartTlsAsync();
            }

            if (!await _server.AnswerAsync("connect", this))
            {
                await ReplyAsync("220 localhost ESMTP");
            }

            while (!_isOver)
            {
                Line = await ReadLineAsync();
                _server.Commands.Enqueue(Line);
                var verb = Line.Split(' ')[0].ToUpperInvariant();
                if (!await _server.AnswerAsync(verb, this))
                {
                    await AnswerAsync(verb);
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // The client left, or the server stops.
        }
        finally
        {
            await _stream.DisposeAsync();
            Leave();
        }
    }

    private void Leave()
    {
        if (!_hasLeft)
        {
            _hasLeft = true;
            _server.Left();
        }
    }

    private Task AnswerAsync(string verb)
    {
        switch (verb)
        {
            case "EHLO":
                return HelloAsync();
            case "STARTTLS":
                return StartTlsNormallyAsync();
            case "AUTH":
                return AuthenticateAsync();
            case "MAIL":
                _from = Between(Line);
                _recipients = [];
                return ReplyAsync("250 2.1.0 Ok");
            case "RCPT":
                _recipients.Add(Between(Line));
                return ReplyAsync("250 2.1.5 Ok");
            case "DATA":
                return TakeAsync();
            case "RSET":
                _recipients = [];
                return ReplyAsync("250 2.0.0 Ok");
            case "QUIT":
                return QuitAsync();
            default:
                return ReplyAsync(verb == "HELO" ? "250 localhost" : "502 5.5.2 Not known");
        }
    }

    private Task HelloAsync()
    {
        var features = IsEncrypted ? _server.FeaturesInTls ?? _server.Features.FindAll(f => f != "STARTTLS") : _server.Features;
        string[] lines = ["localhost greets you", .. features];
        return WriteAsync(string.Concat(lines.Select((l, i) => $"250{(i == lines.Length - 1 ? ' ' : '-')}{l}\r\n")));
    }

    private async Task StartTlsNormallyAsync()
    {
        await ReplyAsync("220 2.0.0 Go ahead");
        await StartTlsAsync();
    }

    private async Task AuthenticateAsync()
    {
        var words = Line.Split(' ');
        var rounds = words[1] == "LOGIN" ? 2 : words.Length == 2 ? 1 : 0;
        for (var i = 0; i < rounds; i++)
        {
            await ReplyAsync(words[1] == "LOGIN" ? i == 0 ? "334 VXNlcm5hbWU6" : "334 UGFzc3dvcmQ6" : "334 ");
            _server.Commands.Enqueue(await ReadLineAsync());
        }

        await ReplyAsync("235 2.7.0 Welcome");
    }

    private async Task TakeAsync()
    {
        await ReplyAsync("354 Go ahead");
        if (await _server.AnswerAsync("content", this))
        {
            return;
        }

        using var content = new MemoryStream();
        using var wire = new MemoryStream();
        while (true)
        {
            var line = await ReadRawLineAsync();
            wire.Write(line);
            wire.Write("\r\n"u8);
            if (line.AsSpan().SequenceEqual("."u8))
            {
                break;
            }

            content.Write(line.AsSpan(line.Length > 0 && line[0] == (byte)'.' ? 1 : 0));
            content.Write("\r\n"u8);
        }

        _server.Mails.Enqueue(new ReceivedMail(Number, _from, _recipients, content.ToArray(), wire.ToArray()));
        Taken++;
        if (!await _server.AnswerAsync("dot", this))
        {
            await ReplyAsync($"250 2.0.0 Ok: queued as Q{Number}-{Taken}");
        }
    }

    private async Task QuitAsync()
    {
        // Before the reply: the client may open its next connection as soon as it has read it.
        Leave();
        await ReplyAsync("221 2.0.0 Bye");
        Close();
    }

    private async Task<byte[]> ReadRawLineAsync()
    {
        using var line = new MemoryStream();
        while (true)
        {
            var next = await ReadByteAsync();
            line.WriteByte(next);
            if (next == (byte)'\n' && line.Length >= 2 && line.GetBuffer()[line.Length - 2] == (byte)'\r')
            {
                return line.ToArray()[..^2];
            }
        }
    }

    private async ValueTask<byte> ReadByteAsync()
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await _stream.ReadAsync(_buffer, _server.Stopping);
            if (_end == 0)
            {
                throw new EndOfStreamException();
            }
        }

        return _buffer[_start++];
    }

    private static string Between(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
