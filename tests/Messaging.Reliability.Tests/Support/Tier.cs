using System.Globalization;
using System.Security.Cryptography;

namespace Messaging.Reliability.Tests.Support;

/// <summary>How much the tests do: a little in every build, or as much as the promises are about. The tests are the same.</summary>
public static class Tier
{
    /// <summary>The environment variable that is <c>long</c> for the long tier.</summary>
    public const string Variable = "MESSAGING_RELIABILITY";

    /// <summary>The environment variable with the seed of an earlier run, whose random choices are to be made again.</summary>
    public const string SeedVariable = "MESSAGING_RELIABILITY_SEED";

    public static bool IsLong { get; } = string.Equals(Environment.GetEnvironmentVariable(Variable), "long", StringComparison.OrdinalIgnoreCase);

    /// <summary>What every random choice of this run follows from.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given) ? given : RandomNumberGenerator.GetInt32(int.MaxValue);

    public static T Of<T>(T normal, T inLong) => IsLong ? inLong : normal;
}
