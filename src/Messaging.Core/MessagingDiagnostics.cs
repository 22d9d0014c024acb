using System.Diagnostics;

namespace Messaging;

/// <summary>The names under which the library reports to OpenTelemetry: add both with <c>AddSource</c> and <c>AddMeter</c>.</summary>
public static class MessagingDiagnostics
{
    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Messaging";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Messaging";

    internal static ActivitySource Activities { get; } = new(ActivitySourceName);

    /// <summary>Notes on a span that it failed. Always false, so that it can filter a catch and leave the exception alone.</summary>
    internal static bool Failed(Activity? activity, Exception failure)
    {
        activity?.SetTag(MessagingTags.ErrorType, failure.GetType().Name);
        activity?.SetStatus(ActivityStatusCode.Error);
        return false;
    }
}
