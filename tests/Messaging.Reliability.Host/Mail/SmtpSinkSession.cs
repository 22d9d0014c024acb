using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Messaging.Reliability.Host.Ledgers;

namespace Messaging.Reliability.Host.Mail;

/// <summary>One connection: just enough of RFC 5321, with pipelining, to be fast.</summary>
internal sealed class SmtpSinkSession(SmtpSink sink, Stream stream)
{
    private readonly PipeReader _reader = PipeReader.Create(stream);
    private readonly PipeWriter _writer = PipeWriter.Create(stream);
    private readonly StringBuilder _header = new();
    private string _node = "";
    private string _recipient = "";
    private bool _inContent;
    private bool _inHeader;
    private bool _isOver;

    public async Task RunAsync(CancellationToken stopping)
    {
        Reply("220 sink.test ready");
        while (!_isOver)
        {
            await _writer.FlushAsync(stopping);
            var read = await _reader.ReadAsync(stopping);
            var buffer = read.Buffer;
            while (!_isOver && TryTakeLine(ref buffer, out var line))
            {
                await HearAsync(line, stopping);
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            _isOver |= read.IsCompleted;
        }

        await _writer.FlushAsync(stopping);
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out string line)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> found, "\r\n"u8))
        {
            line = "";
            return false;
        }

        line = Encoding.UTF8.GetString(found);
        buffer = buffer.Slice(reader.Position);
        return true;
    }

    private ValueTask HearAsync(string line, CancellationToken stopping)
    {
        if (_inContent)
        {
            return HearContentAsync(line, stopping);
        }

        var verb = line.Split(' ', 2)[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO":
                _node = line[5..];
                Reply("250-sink.test", "250-PIPELINING", "250 8BITMIME");
                break;
            case "RCPT":
                _recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                Reply("250 ok");
                break;
            case "DATA":
                (_inContent, _inHeader) = (true, true);
                _header.Clear();
                Reply("354 go ahead");
                break;
            case "QUIT":
                _isOver = true;
                Reply("221 bye");
                break;
            default:
                Reply("250 ok");
                break;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask HearContentAsync(string line, CancellationToken stopping)
    {
        if (line.Length != 1 || line[0] != '.')
        {
            _inHeader &= line.Length > 0;
            if (_inHeader)
            {
                _header.Append(line).Append('\n');
            }

            return;
        }

        _inContent = false;
        var number = await sink.TakeAsync(Entry(), stopping);
        if (number is null)
        {
            _isOver = true;
            return;
        }

        Reply(string.Create(CultureInfo.InvariantCulture, $"250 2.0.0 queued as {Environment.ProcessId}-{number}"));
    }

    // The message id is {installation}-{message}.{generation}@{domain}.
    private LedgerEntry Entry()
    {
        var header = _header.Replace("\n ", " ").ToString();
        var start = header.IndexOf('<', header.IndexOf("Message-ID:", StringComparison.OrdinalIgnoreCase)) + 1;
        var key = header[start..header.IndexOf('@', start)];
        var id = key[(key.IndexOf('-', StringComparison.Ordinal) + 1)..key.IndexOf('.', StringComparison.Ordinal)];
        return new LedgerEntry(Guid.ParseExact(id, "N"), 0, key, _node, _recipient, false);
    }

    private void Reply(params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            Encoding.UTF8.GetBytes(line + "\r\n", _writer);
        }
    }
}
