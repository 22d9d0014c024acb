namespace Messaging.Bench;

/// <summary>A point of a chart.</summary>
internal readonly record struct ChartPoint(double X, double Y);
