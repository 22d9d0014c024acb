using Messaging.Links;

namespace Messaging.Core.Tests.Links;

/// <summary>A store without the guard: all racers look before the first of them writes.</summary>
internal sealed class CarelessLinkStore : ILinkStore, IDisposable
{
    public const int Racers = 4;

    private readonly HashSet<Guid> _used = [];
    private readonly CountdownEvent _looked = new(Racers);

    public Task<bool> UseAsync(LinkUse use, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            bool isFirst;
            lock (_used)
            {
                isFirst = !_used.Contains(use.Id);
            }

            _looked.Signal();
            _looked.Wait(cancellationToken);
            lock (_used)
            {
                _used.Add(use.Id);
            }

            return isFirst;
        },
        cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task<bool> IsUsedAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReleaseAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddAsync(IReadOnlyList<RedirectTarget> targets, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RedirectTarget?> FindAsync(Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> PruneAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => _looked.Dispose();
}
