namespace Bookings;

/// <summary>An option names something that cannot be used. The message names the option and says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
