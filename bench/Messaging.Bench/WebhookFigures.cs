using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Messaging.Channels;
using Messaging.TestTools.Webhooks;

namespace Messaging.Bench;

/// <summary>Signed webhooks at a steady rate over HTTP, each about another message, while messages are asked for at a rate of their own and sent. Sender, receiver and dispatcher share the machine.</summary>
internal static class WebhookFigures
{
    private const int Chunk = 1_000;

    public static async Task PrintAsync(string? server, int rate, TimeSpan duration, int send)
    {
        await using var database = await BenchDatabase.CreateAsync(server);
        var adapter = new NoOpChannelAdapter();
        await using var host = await WebhookHost.StartAsync(database, adapter);
        var ids = await SendAsync(host, adapter, (int)(rate * duration.TotalSeconds) + rate);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = host.Root, Timeout = Deadline.Short };
        await PostAsync(http, ids[^rate..], rate, []);

        var alone = await SendAtAsync(host, adapter, send, duration / 3, Task.CompletedTask);
        var waited = new ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        var posting = PostAsync(http, ids[..^rate], rate, waited);
        var beside = await SendAtAsync(host, adapter, send, duration, posting);
        var failed = await posting;
        var elapsed = watch.Elapsed.TotalSeconds;
        var kind = database.Kind;
        BenchReport.Figure($"{kind}: webhooks answered, {failed} of {waited.Count} not with 200", "requests/s", [(waited.Count - failed) / elapsed], [rate], Bar.AtLeast(0.99));
        BenchReport.Figure($"{kind}: webhook to answer, p50", "ms", [BenchReport.Percentile(waited, 50)]);
        BenchReport.Figure($"{kind}: webhook to answer, p99", "ms", [BenchReport.Percentile(waited, 99)]);
        BenchReport.Figure($"{kind}: messages sent beside webhooks, of {send}/s asked for, beside those without", "messages/s", [beside], [alone]);
    }

    // Messages whose delivery will be reported.
    private static async Task<List<Guid>> SendAsync(WebhookHost host, NoOpChannelAdapter adapter, int count)
    {
        var ids = new List<Guid>(count);
        var rounds = (count + Chunk - 1) / Chunk;
        adapter.Expect(rounds * Chunk);
        for (var round = 0; round < rounds; round++)
        {
            ids.AddRange((await host.Client.SendAsync(BenchHost.Request(Chunk, round * Chunk))).Messages.Select(m => m.Id));
        }

        await adapter.ArrivedAsync();
        return ids[..count];
    }

    // At fixed times, whatever the answers take, and measured from those times: a slow answer does not hide the ones behind it.
    private static async Task<int> PostAsync(HttpClient http, List<Guid> ids, int rate, ConcurrentBag<double> waited)
    {
        var (failed, start) = (0, Stopwatch.GetTimestamp());
        var posts = new List<Task>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            var (id, due) = (ids[i], start + (long)(i * (double)Stopwatch.Frequency / rate));
            while (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            posts.Add(Task.Run(async () =>
            {
                if (!await PostAsync(http, id))
                {
                    Interlocked.Increment(ref failed);
                }

                waited.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            }));
        }

        await Task.WhenAll(posts);
        return failed;
    }

    private static async Task<bool> PostAsync(HttpClient http, Guid id)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { events = new[] { new { key = $"{id:N}", kind = "Delivered", @ref = new MessageReference(id, 0, 1).ToString(), address = "guest@example.org" } } });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/hmac") { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in HmacPost.Headers(body, WebhookHost.Key, TimeProvider.System.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    // Asks for messages at a rate until the time is over and the webhooks have ended too.
    private static async Task<double> SendAtAsync(WebhookHost host, NoOpChannelAdapter adapter, int rate, TimeSpan duration, Task beside)
    {
        var watch = Stopwatch.StartNew();
        adapter.Expect(int.MaxValue);
        for (var asked = 0; watch.Elapsed < duration || !beside.IsCompleted; asked++)
        {
            await host.Client.SendAsync(BenchHost.Request(1, asked));
            var due = TimeSpan.FromSeconds((asked + 1) / (double)rate) - watch.Elapsed;
            if (due > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(due, TimeProvider.System);
            }
        }

        return adapter.Count / watch.Elapsed.TotalSeconds;
    }
}
