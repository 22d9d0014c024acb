using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Messaging.AspNetCore.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.AspNetCore.Tests.Webhooks;

/// <summary>What a stranger may post to hurt: it is refused before it costs anything. Nothing else runs beside these tests, which measure what the process allocates.</summary>
[Collection(nameof(HostileWebhookTests))]
[CollectionDefinition(nameof(HostileWebhookTests), DisableParallelization = true)]
public sealed class HostileWebhookTests(ITestOutputHelper output)
{
    private const long MaxMemory = 16 * 1_024 * 1_024;
    private const int Mebibyte = 1_024 * 1_024;

    public static TheoryData<string, HttpStatusCode> Cases => new()
    {
        { "a byte more than 1 MiB", HttpStatusCode.RequestEntityTooLarge },
        { "64 MiB in chunks", HttpStatusCode.RequestEntityTooLarge },
        { "10 MiB of multipart", HttpStatusCode.RequestEntityTooLarge },
        { "a compressed bomb", HttpStatusCode.UnsupportedMediaType },
        { "JSON of 10,000 levels", HttpStatusCode.BadRequest },
        { "JSON of 10,000 levels, not signed", HttpStatusCode.Unauthorized },
        { "a million form keys", HttpStatusCode.RequestEntityTooLarge },
        { "half a million form keys", HttpStatusCode.BadRequest },
        { "1 MiB of brackets", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Post_MeantToHurt_IsRefusedSoonAndWithLittleMemory(string what, HttpStatusCode expected)
    {
        await using var host = await WebhooksHost.StartAsync();
        using (var warm = await host.PostAsync("{}"u8.ToArray()))
        {
            Assert.Equal(HttpStatusCode.OK, warm.StatusCode);
        }

        var (times, most) = (new List<double>(), 0L);
        for (var i = 0; i < 5; i++)
        {
            var (body, key) = Body(what);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            var status = await PostAsync(host, what, body, key);
            times.Add(watch.Elapsed.TotalMilliseconds);
            most = Math.Max(most, GC.GetTotalAllocatedBytes(precise: true) - before);
            Assert.Equal(expected, status);
        }

        output.WriteLine($"{what}: {times.Order().ElementAt(2):0.0} ms in the middle of 5, {most / 1024.0:0} KiB allocated at most, client included");
        Assert.InRange(most, 0, MaxMemory);
        Assert.True(times.Min() < 5_000, $"{times.Min()} ms");
    }

    private static (byte[] Body, string Key) Body(string what) => what switch
    {
        "a byte more than 1 MiB" => (new byte[Mebibyte + 1], WebhooksHost.Key),
        "64 MiB in chunks" => (new byte[64 * Mebibyte], ""),
        "10 MiB of multipart" => (new byte[10 * Mebibyte], ""),
        "a compressed bomb" => (Bomb(), WebhooksHost.Key),
        "JSON of 10,000 levels" => (Encoding.ASCII.GetBytes(new string('[', 10_000) + new string(']', 10_000)), WebhooksHost.Key),
        "JSON of 10,000 levels, not signed" => (Encoding.ASCII.GetBytes(new string('[', 10_000) + new string(']', 10_000)), "wrong"),
        "a million form keys" => (Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a&", 1_000_000))), WebhooksHost.Key),
        "half a million form keys" => (Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a&", 500_000))), WebhooksHost.Key),
        _ => (Encoding.ASCII.GetBytes(new string('[', Mebibyte)), WebhooksHost.Key),
    };

    private static async Task<HttpStatusCode> PostAsync(WebhooksHost host, string what, byte[] body, string key)
    {
        if (what is not ("64 MiB in chunks" or "10 MiB of multipart"))
        {
            using var response = await host.PostAsync(body, key, change: r =>
            {
                if (what == "a compressed bomb")
                {
                    r.Content!.Headers.ContentEncoding.Add("gzip");
                }
            });
            return response.StatusCode;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/hmac") { Content = new StreamContent(new MemoryStream(body, writable: false)) };
        request.Headers.TransferEncodingChunked = what == "64 MiB in chunks" ? true : null;
        request.Content.Headers.ContentType = what == "10 MiB of multipart" ? MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") : null;
        try
        {
            using var answer = await host.Http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
            // The connection is closed on somebody who goes on sending; the client may see that before the answer.
            return HttpStatusCode.RequestEntityTooLarge;
        }
    }

    // A gibibyte of zeros in a mebibyte.
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[Mebibyte];
            for (var i = 0; i < 64; i++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
