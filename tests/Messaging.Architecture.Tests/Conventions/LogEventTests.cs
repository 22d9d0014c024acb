using Messaging.Architecture.Tests.Api;
using Messaging.Architecture.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Messaging.Architecture.Tests.Conventions;

/// <summary>Log events can be told apart for ever: each has a number and a name of its own, stated and not derived. The approved API file of the package pins them.</summary>
public sealed class LogEventTests
{
    private static readonly List<(Package Package, string Method, LoggerMessageAttribute Event)> Events =
        [.. from package in Package.All from logged in ApiListing.LogEvents(package) select (package, $"{package.Name}: {logged.Method.Name}", logged.Event)];

    [Fact]
    public void Event_HasANumberAndANameOfItsOwn()
    {
        Assert.NotEmpty(Events);
        var numbers = Events.GroupBy(e => e.Event.EventId).Where(g => g.Count() > 1).SelectMany(g => g.Select(e => $"{e.Method} shares {g.Key}"));
        var names = Events.GroupBy(e => e.Event.EventName, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).SelectMany(g => g.Select(e => $"{e.Method} shares '{g.Key}'"));
        Rule.Holds("Every log event has a number and a name of its own, in all packages:", numbers.Concat(names));
    }

    [Fact]
    public void Event_StatesItsName() => Rule.Holds(
        "A log event states its EventName, so that renaming a method breaks no dashboard:", Events.Where(e => string.IsNullOrEmpty(e.Event.EventName)).Select(e => e.Method));

    [Fact]
    public void Package_HasItsOwnHundreds() => Rule.Holds(
        "No two packages use numbers of the same hundred:",
        Events.Select(e => (e.Package, Hundred: e.Event.EventId / 100)).Distinct().GroupBy(e => e.Hundred).Where(g => g.Count() > 1).SelectMany(g => g.Select(e => $"{e.Package.Name}: {g.Key}00")));

    [Fact]
    public void LogMethods_AreInTheLogOfTheirPackage() => Rule.Holds(
        "Every log line of a package stands in its one internal class Log:",
        Package.All.SelectMany(ApiListing.LogEvents).Select(e => e.Method.DeclaringType!).Where(t => t.Name != "Log" || t.IsVisible).Select(t => t.FullName!));
}
