using Messaging.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Sends messages over a bounded number of connections, each used again while it is in good order. Thread-safe.</summary>
internal sealed class SmtpConnectionPool : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SmtpConnection> _idle = [];
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly ITimer _sweeper;
    private bool _isDisposed;

    /// <summary>Prepares the pool. Nothing is opened before the first message.</summary>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public SmtpConnectionPool(SmtpSettings settings, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _slots = new SemaphoreSlim(settings.MaxConnections);
        _sweeper = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends one message: one attempt, which may use a second connection when the first had died before it could be told of the message.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="cancellationToken">The caller's token; also ends the wait for a free connection.</param>
    public async Task<SendOutcome> SendAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return SendOutcome.Retry(SmtpErrors.Cancelled);
        }

        SmtpConnection? connection = null;
        try
        {
            connection = TakeIdle();
            if (connection is not null)
            {
                var outcome = await connection.SendAsync(envelope, cancellationToken).ConfigureAwait(false);
                if (!connection.IsStale)
                {
                    return outcome;
                }

                Log.StaleConnectionReplaced(_logger, _settings.ConnectionName, outcome.Failure?.Code ?? "");
                connection.Dispose();
                connection = null;
            }

            if (Volatile.Read(ref _isDisposed))
            {
                return SendOutcome.Retry(SmtpErrors.Stopped);
            }

            connection = await SmtpHandshake.OpenAsync(_settings, _time, cancellationToken).ConfigureAwait(false);
            Log.ConnectionOpened(_logger, _settings.ConnectionName);
            return await connection.SendAsync(envelope, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpFailureException e)
        {
            Log.ConnectionFailed(_logger, _settings.ConnectionName, e.Failure.Kind, e.Failure.Code);
            return SendOutcome.Retry(e.Failure, e.RetryAfter);
        }
        finally
        {
            Return(connection);
        }
    }

    /// <summary>Closes what is idle, with a QUIT, and everything else when its message is done.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Close().Select(c => c.QuitAsync())).ConfigureAwait(false);
        await _sweeper.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes what is idle, without a word, and everything else when its message is done.</summary>
    public void Dispose()
    {
        Close().ForEach(c => c.Dispose());
        _sweeper.Dispose();
    }

    private List<SmtpConnection> Close()
    {
        lock (_gate)
        {
            _isDisposed = true;
            List<SmtpConnection> idle = [.. _idle];
            _idle.Clear();
            return idle;
        }
    }

    /// <summary>The most recently used one: it is the most likely to be alive, and the others can grow old.</summary>
    private SmtpConnection? TakeIdle()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            var last = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return last;
        }
    }

    private void Return(SmtpConnection? connection)
    {
        if (connection is null or { IsUsable: false })
        {
            connection?.Dispose();
            _slots.Release();
        }
        else if (connection.IsUsedUp || !TryKeep(connection))
        {
            // In the background, still holding its slot: the outcome need not wait, the bound stays true.
            _ = QuitAndReleaseAsync(connection);
        }
        else
        {
            _slots.Release();
        }
    }

    private bool TryKeep(SmtpConnection connection)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return false;
            }

            connection.LastUsed = _time.GetTimestamp();
            _idle.Add(connection);
            if (_idle.Count == 1)
            {
                _sweeper.Change(_settings.Timeouts.Idle, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    private async Task QuitAndReleaseAsync(SmtpConnection connection)
    {
        await connection.QuitAsync().ConfigureAwait(false);
        _slots.Release();
    }

    private void Sweep()
    {
        List<SmtpConnection> expired;
        lock (_gate)
        {
            expired = _idle.FindAll(c => _time.GetElapsedTime(c.LastUsed) >= _settings.Timeouts.Idle);
            _idle.RemoveAll(expired.Contains);
            if (_idle.Count > 0 && !_isDisposed)
            {
                _sweeper.Change(_settings.Timeouts.Idle - _time.GetElapsedTime(_idle[0].LastUsed), Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var connection in expired)
        {
            Log.ConnectionIdle(_logger, _settings.ConnectionName);
            _ = connection.QuitAsync();
        }
    }
}
