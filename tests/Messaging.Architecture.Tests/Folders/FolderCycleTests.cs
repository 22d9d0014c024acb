using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Folders;

/// <summary>Folders that stand side by side do not use each other in a circle, in any package and at any depth.</summary>
public sealed class FolderCycleTests
{
    public static TheoryData<string> Packages => Package.Names;

    [Theory]
    [MemberData(nameof(Packages))]
    public void Folders_DoNotUseEachOtherInACircle(string name)
    {
        var package = Package.Named(name);
        var uses = TypeUses.Of(package).Select(u => (u.From, u.To, Siblings: Siblings(CodeFolder.Of(package, u.From), CodeFolder.Of(package, u.To)))).Where(u => u.Siblings is not null).ToList();
        var arrows = uses.Select(u => u.Siblings!.Value).Distinct().ToList();
        var circles = uses.Where(u => Reaches(arrows, u.Siblings!.Value.To, u.Siblings.Value.From, [])).Select(u => $"{u.From.FullName} → {u.To.FullName}");
        Rule.Holds($"These uses close a circle of folders in {name}. Move a type to the folder that both may use:", circles);
    }

    // The first folders in which two paths differ; null when one contains the other.
    private static (string From, string To)? Siblings(string from, string to)
    {
        var (left, right) = (from.Split('/'), to.Split('/'));
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                return left[i].Length == 0 || right[i].Length == 0 ? null : (string.Join('/', left[..(i + 1)]), string.Join('/', right[..(i + 1)]));
            }
        }

        return null;
    }

    private static bool Reaches(List<(string From, string To)> arrows, string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && arrows.Exists(a => a.From == from && Reaches(arrows, a.To, to, seen)));
}
