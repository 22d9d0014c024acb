namespace Messaging.TestTools;

/// <summary>Something outside .NET that a test needs: a program, a server. Looked for once.</summary>
/// <remarks>
/// A machine without it skips the test when it discovers it, with the reason. Where nothing may be missing, as in continuous integration, the environment variable
/// MESSAGING_TEST_NO_SKIP=1 turns the skip into a failure: the test runs, and <see cref="Demand"/> says what is missing.
/// </remarks>
public sealed class TestRequirement(Func<string?> probe)
{
    private readonly Lazy<string?> _missing = new(probe);

    /// <summary>Why a test that needs this is skipped, or null when it runs.</summary>
    public string? SkipReason => MaySkip ? _missing.Value : null;

    private static bool MaySkip => !string.Equals(Environment.GetEnvironmentVariable("MESSAGING_TEST_NO_SKIP"), "1", StringComparison.Ordinal);

    /// <summary>Fails when it is missing. Called by what uses it, so that a test that must not be skipped fails with the reason.</summary>
    public void Demand()
    {
        if (_missing.Value is { } reason)
        {
            throw new InvalidOperationException(reason);
        }
    }
}
