using System.Net;
using System.Net.Sockets;
using System.Text;
using Messaging.Testing.Http;

namespace Messaging.Core.Tests.Conformance;

/// <summary>The server does what its script says, seen from a plain socket.</summary>
public sealed class FaultyHttpServerTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Request = "POST /p?q=1 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 3\r\n\r\nab\n";
    private readonly FaultyHttpServer _server = new();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Request_IsKeptByteForByte()
    {
        await TalkAsync(Request);
        var read = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/p?q=1", "/p", "ab\n", "1, 2"), (read.Method, read.Target, read.Path, read.Text, read.Header("X-a")));
        Assert.Equal(["Host", "X-A", "x-a", "Content-Length"], read.HeaderLines.Select(h => h.Key));
    }

    [Fact]
    public async Task Request_InChunks_IsPutTogether()
    {
        await TalkAsync("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
        Assert.Equal(("abcde", true), (_server.Requests[0].Text, _server.Requests[0].IsChunked));
    }

    [Fact]
    public async Task Form_IsDecodedWithRepeats()
    {
        await TalkAsync("POST / HTTP/1.1\r\nContent-Length: 25\r\n\r\nTo=%2B1&Body=a+b%26&To=&c");
        Assert.Equal([("To", "+1"), ("Body", "a b&"), ("To", ""), ("c", "")], _server.Requests[0].ReadForm().Select(f => (f.Key, f.Value)));
    }

    [Fact]
    public async Task Requests_OnOneConnection_AreAnsweredInTheirOrder()
    {
        _server.ThenAnswer(HttpReply.Of(201, "{}")).ThenAnswer(HttpReply.Of(204));
        var (text, _) = await TalkAsync(Request + Request + Request);
        Assert.Equal("HTTP/1.1 201 Scripted\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 204 Scripted\r\n\r\nHTTP/1.1 200 Scripted\r\nContent-Length: 0\r\n\r\n", text);
    }

    [Fact]
    public async Task Answer_WithoutKeepAlive_SaysSoAndCloses()
    {
        _server.KeepAlive = false;
        var (text, wasReset) = await TalkAsync(Request, closes: false);
        Assert.Equal(("HTTP/1.1 200 Scripted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", false), (text, wasReset));
    }

    [Fact]
    public async Task Answer_Truncated_BreaksOff()
    {
        _server.ThenAnswer(HttpReply.Of(200, "12345").Truncated(2));
        var (text, _) = await TalkAsync(Request, closes: false);
        Assert.EndsWith("Content-Length: 5\r\n\r\n12", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_BeforeReading_ReadsNothing()
    {
        _server.ThenAnswer(HttpReply.ResetBeforeReading);
        Assert.Equal(("", true), await TalkAsync(Request, closes: false));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Reset_AfterReading_KeepsTheRequest()
    {
        _server.ThenAnswer(HttpReply.ResetAfterReading);
        Assert.Equal(("", true), await TalkAsync(Request, closes: false));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Close_WithoutAnswer_IsInOrder()
    {
        _server.ThenAnswer(HttpReply.CloseWithoutAnswer);
        Assert.Equal(("", false), await TalkAsync(Request, closes: false));
    }

    [Fact]
    public async Task Answer_HeldBack_ComesWhenItIsReleased()
    {
        var released = new TaskCompletionSource();
        _server.ThenAnswer(HttpReply.Of(200, "late").After(released.Task));
        var talking = TalkAsync(Request);
        await _server.NextAsync();
        Assert.False(talking.IsCompleted);
        released.SetResult();
        Assert.EndsWith("late", (await talking).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pieces_AreSentWhenTheyAreReleased()
    {
        var indexes = new List<int>();
        _server.ThenAnswer(HttpReply.Of(200, "12345").InPieces(2, i =>
        {
            indexes.Add(i);
            return Task.CompletedTask;
        }));
        Assert.EndsWith("12345", (await TalkAsync(Request)).Text, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2], indexes);
    }

    [Fact]
    public async Task Server_DisposedWhileARequestWaits_Ends()
    {
        _server.ThenAnswer(HttpReply.NeverAnswer);
        var talking = TalkAsync(Request, closes: false);
        await _server.NextAsync();
        await _server.DisposeAsync();
        Assert.Equal("", (await talking).Text);
    }

    private async Task<(string Text, bool WasReset)> TalkAsync(string request, bool closes = true)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _server.BaseUrl.Port);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request));
        if (closes)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        var (all, buffer) = (new MemoryStream(), new byte[1024]);
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer)) > 0;)
            {
                all.Write(buffer, 0, read);
            }

            return (Encoding.UTF8.GetString(all.ToArray()), false);
        }
        catch (SocketException)
        {
            return (Encoding.UTF8.GetString(all.ToArray()), true);
        }
    }
}
