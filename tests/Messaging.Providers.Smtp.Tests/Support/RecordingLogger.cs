using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.Providers.Smtp.Tests.Support;

/// <summary>Keeps everything that is logged, exceptions included.</summary>
internal sealed class RecordingLogger : ILogger
{
    public ConcurrentQueue<(EventId Id, LogLevel Level, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId, logLevel, $"{formatter(state, exception)} {exception}"));
}
