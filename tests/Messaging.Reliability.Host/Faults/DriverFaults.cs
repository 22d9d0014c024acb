using System.Diagnostics;

namespace Messaging.Reliability.Host.Faults;

/// <summary>The fault point after a report and its effect were written, where the statements go to the driver without Entity Framework: the driver's own traces tell.</summary>
internal static class DriverFaults
{
    public static void Watch(FaultPlan plan) => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = static source => source.Name == "Npgsql",
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = activity =>
        {
            if (activity.TagObjects.Any(static t => t.Value is string text && text.Contains("UPDATE", StringComparison.Ordinal) && text.Contains("messaging_deliveries", StringComparison.Ordinal)))
            {
                plan.Reach(FaultPoint.BeforeReportCommit);
            }
        },
    });
}
