namespace Messaging;

/// <summary>A span of one day of the week in which messages may be sent, in the recipient's local time.</summary>
/// <param name="Day">The day.</param>
/// <param name="From">Its beginning, inclusive.</param>
/// <param name="Until">Its end, exclusive. <see cref="TimeOnly.MinValue"/> means midnight at the end of the day.</param>
public sealed record SendWindow(DayOfWeek Day, TimeOnly From, TimeOnly Until)
{
    internal long Begin => From.Ticks;

    internal long End => Until == TimeOnly.MinValue ? TimeSpan.TicksPerDay : Until.Ticks;
}
