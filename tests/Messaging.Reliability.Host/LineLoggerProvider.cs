using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Messaging.Reliability.Host;

/// <summary>Writes each log entry as one line: <c>log|level|id|name|text</c>. Of others than the library only warnings.</summary>
internal sealed class LineLoggerProvider(Announcer announcer) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) =>
        new LineLogger(announcer, categoryName.StartsWith("Messaging", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class LineLogger(Announcer announcer, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var text = formatter(state, exception) + (exception is null ? "" : " " + exception);
                announcer.Log(string.Create(CultureInfo.InvariantCulture, $"log|{logLevel}|{eventId.Id}|{eventId.Name}|{text.ReplaceLineEndings(" ")}"));
            }
        }
    }
}
