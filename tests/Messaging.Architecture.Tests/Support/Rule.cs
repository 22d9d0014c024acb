namespace Messaging.Architecture.Tests.Support;

/// <summary>Fails with the whole list of what breaks a rule, one line each.</summary>
internal static class Rule
{
    /// <summary>Checks that nothing breaks a rule.</summary>
    /// <param name="rule">The rule, and what to do about what breaks it.</param>
    /// <param name="violations">What breaks it.</param>
    public static void Holds(string rule, IEnumerable<string> violations)
    {
        var found = violations.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0)
        {
            Assert.Fail($"{rule}\n{string.Join('\n', found.Select(v => "  " + v))}");
        }
    }
}
