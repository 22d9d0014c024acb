namespace Bookings;

/// <summary>Why a row was left out.</summary>
/// <param name="Line">Where it stands in the file, from 1.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record BookingProblem(long Line, string Text);
