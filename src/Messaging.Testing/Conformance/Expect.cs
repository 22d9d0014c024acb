using System.Runtime.CompilerServices;

namespace Messaging.Testing.Conformance;

/// <summary>The few checks that the conformance cases need, so that they depend on no test framework.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string? what = null)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ConformanceException($"{what}: expected {expected}, found {actual}.");
        }
    }

    public static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new ConformanceException($"Expected: {what}.");
        }
    }

    public static void SameItems<T>(IEnumerable<T> expected, IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string? what = null)
    {
        var (wanted, found) = (expected.ToHashSet(), actual.ToList());
        if (found.Count != wanted.Count || !wanted.SetEquals(found))
        {
            throw new ConformanceException($"{what}: expected {wanted.Count} items [{string.Join(", ", wanted)}], found {found.Count} [{string.Join(", ", found)}].");
        }
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string? what = null)
    {
        var (wanted, found) = (expected.ToList(), actual.ToList());
        if (!wanted.SequenceEqual(found))
        {
            throw new ConformanceException($"{what}: expected [{string.Join(", ", wanted)}], found [{string.Join(", ", found)}].");
        }
    }

    public static T NotNull<T>(T? value, [CallerArgumentExpression(nameof(value))] string? what = null)
        where T : class => value ?? throw new ConformanceException($"{what} is null.");
}
