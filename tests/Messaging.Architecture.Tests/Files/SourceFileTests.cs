using System.Globalization;
using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Architecture.Tests.Files;

/// <summary>Small files with one type each, named and placed so that one guess finds them.</summary>
public sealed partial class SourceFileTests(ITestOutputHelper output)
{
    private const int Longest = 350;
    private const int Long = 200;
    private const int Usual = 70;

    // What hosts write without a using of its own: extension methods, and what these return or take.
    private static readonly string[] AtTheRoot = ["JoinedMessaging", "MessagingDbContext", "EntityFrameworkStoreOptions", "MessagingModelOptions"];

    [Fact]
    public void File_HasOneTypeOfItsName() => Rule.Holds(
        "A file holds one type and has its name; a part of a type is named Type.Part.cs:",
        SourceFile.All.Where(f => f.Types.Count != 1 || f.Types[0] != f.Subject).Select(f => $"{f}: {string.Join(", ", f.Types)}"));

    [Fact]
    public void File_IsInTheFolderOfItsNamespace() => Rule.Holds(
        "The namespace of a file is its folder; only what hosts write without a using is at the root of Messaging:",
        SourceFile.All.Where(f => f.Namespace != f.ExpectedNamespace && !IsAtTheRoot(f)).Select(f => $"{f}: {f.Namespace}"));

    [Fact]
    public void Files_AreSmall()
    {
        var sizes = SourceFile.All.Select(f => f.Lines.Count).Order().ToList();
        var (median, most) = (sizes[sizes.Count / 2], sizes[(int)(sizes.Count * 0.95)]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sizes.Count} files, {sizes.Sum()} lines; median {median}, 95 % up to {most}, longest {sizes[^1]}."));
        var everywhere = Repository.Files("*.cs").Select(f => (File: f, Lines: File.ReadAllLines(f).Length));
        Rule.Holds($"No file has more than {Longest} lines, in tests neither:", everywhere.Where(f => f.Lines > Longest).Select(f => $"{Repository.Shown(f.File)}: {f.Lines}"));
        Assert.True(median <= Usual, $"Half of all files have at most {Usual} lines; now it is {median}.");
        Assert.True(most <= Long, $"95 of 100 files have at most {Long} lines; now it is {most}.");
    }

    [Fact]
    public void File_HasNoRegionsBannersOrNotesToSelf() => Rule.Holds(
        "No #region, no banner, no TODO, FIXME or HACK. Do it, or write it down as an issue:",
        from file in SourceFile.All
        from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
        where Unwanted().IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}");

    [Fact]
    public void ProviderPackage_HasTheUsualFiles()
    {
        string[] usual = ["Options", "OptionsValidator", "MessagingBuilderExtensions", "ChannelAdapter", "Errors"];
        var missing = from package in Package.All
                      where package.Name.StartsWith("Messaging.Providers.", StringComparison.Ordinal)
                      let provider = package.Name["Messaging.Providers.".Length..]
                      from suffix in usual
                      where !SourceFile.All.Any(f => f.Package == package && f.Subject.StartsWith(provider, StringComparison.Ordinal) && f.Subject.EndsWith(suffix, StringComparison.Ordinal))
                      select $"{package.Name}: {provider}{suffix}";
        Rule.Holds("Who knows one provider package can name the files of every other. These are missing:", missing);
    }

    private static bool IsAtTheRoot(SourceFile file) =>
        file.Namespace == "Messaging" && file.ExpectedNamespace == file.Package.RootNamespace
        && (file.Subject.EndsWith("MessagingExtensions", StringComparison.Ordinal) || file.Subject.EndsWith("MessagingBuilderExtensions", StringComparison.Ordinal) || AtTheRoot.Contains(file.Subject));

    [GeneratedRegex(@"^\s*#(region|endregion)|^\s*//\s*[-=*#~]{3,}|//.*\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Unwanted();
}
