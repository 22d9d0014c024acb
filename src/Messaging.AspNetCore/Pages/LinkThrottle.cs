using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Messaging.Pages;

/// <summary>Limits requests, and more tightly failures, by network address: an IPv4 address, or the /64 network of an IPv6 one.</summary>
internal sealed class LinkThrottle(int requestsPerMinute, int failuresPerMinute) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _requests = Limiter(requestsPerMinute);
    private readonly PartitionedRateLimiter<HttpContext> _failures = Limiter(failuresPerMinute);

    /// <summary>Whether a request may be looked at.</summary>
    public bool MayEnter(HttpContext context)
    {
        using var failures = _failures.AttemptAcquire(context, permitCount: 0);
        if (!failures.IsAcquired)
        {
            return false;
        }

        using var request = _requests.AttemptAcquire(context);
        return request.IsAcquired;
    }

    /// <summary>Notes that a request was for a link not made here.</summary>
    public void NoteFailure(HttpContext context) => _failures.AttemptAcquire(context).Dispose();

    public void Dispose()
    {
        _requests.Dispose();
        _failures.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(int perMinute) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(
            NetworkAddress.NetworkOf(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
}
