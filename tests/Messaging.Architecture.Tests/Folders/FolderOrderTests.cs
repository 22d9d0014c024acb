using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Folders;

/// <summary>
/// In Messaging.Core a folder uses only folders to its left, and types at the root are either words that every folder may use and that use none, or entry points that may use everything and
/// that no folder uses. Features stand on top of it all, side by side.
/// </summary>
public sealed partial class FolderOrderTests
{
    private const string Root = "";

    private static readonly string[] Order = ["Templates", "Preferences", "Channels", "Messages", "Storage", "Contacts", "Planning", "Tracking", "Dispatching", "Maintenance"];
    private static readonly string[] Features = ["Authoring", "Inbox", "Inbound", "Links", "Campaigns", "Sequences", "Reports", "History"];

    private static IEnumerable<(Type From, Type To)> Uses => TypeUses.Of(Package.Core);

    [Fact]
    public void Folders_HaveAPlaceInTheOrder()
    {
        var folders = Package.Core.Types.Select(FolderOf).Distinct(StringComparer.Ordinal);
        Rule.Holds("These folders of Messaging.Core have no place in the order. Decide what they may use, and add them here:", folders.Where(f => f != Root && !Order.Contains(f) && !Features.Contains(f)));
    }

    [Fact]
    public void Folder_UsesOnlyFoldersToItsLeft() => Rule.Holds(
        $"A folder may use only folders to its left: {string.Join(" · ", Order)} · features. These types use one to the right:",
        Uses.Where(u => !May(FolderOf(u.From), FolderOf(u.To))).Select(Shown));

    [Fact]
    public void SourceFile_NamesOnlyFoldersToItsLeft()
    {
        // Constants and the values of enums leave no trace in the compiled code, but their using directive does.
        var violations = from file in Repository.Files("*.cs", Package.Core.Folder)
                         let own = CodeFolder.Top(Path.GetRelativePath(Package.Core.Folder, Path.GetDirectoryName(file)!).Replace('\\', '/').TrimStart('.'))
                         from Match match in Using().Matches(File.ReadAllText(file))
                         where own != Root && !May(own, CodeFolder.Top(CodeFolder.Of(Package.Core, match.Groups["namespace"].Value)))
                         select $"{Repository.Shown(file)}: {match.Value}";
        Rule.Holds("A file may name only folders to the left of its own:", violations);
    }

    [Fact]
    public void RootTypesThatFoldersUse_UseNoFolder()
    {
        var words = Words();
        Rule.Holds(
            "A type at the root that a folder uses (or that such a type uses) is vocabulary and may use no folder. Move one of the two:",
            Uses.Where(u => words.ContainsKey(u.From) && FolderOf(u.To) != Root).Select(u => $"{Shown(u)}, because {words[u.From]}"));
    }

    // The types at the root that folders use, directly or through others at the root, each with the reason.
    private static Dictionary<Type, string> Words()
    {
        var words = new Dictionary<Type, string>();
        var open = new Queue<(Type Word, string Because)>(Uses
            .Where(u => Order.Contains(FolderOf(u.From)) && FolderOf(u.To) == Root)
            .Select(u => (u.To, $"{u.From.FullName} uses it")));
        while (open.TryDequeue(out var next))
        {
            if (words.TryAdd(next.Word, next.Because))
            {
                foreach (var (_, to) in Uses.Where(u => u.From == next.Word && FolderOf(u.To) == Root))
                {
                    open.Enqueue((to, $"{next.Word.FullName} uses it"));
                }
            }
        }

        return words;
    }

    private static bool May(string from, string to)
    {
        if (from == to || from == Root || to == Root)
        {
            return true;
        }

        return !Features.Contains(to) && (Features.Contains(from) || Array.IndexOf(Order, to) < Array.IndexOf(Order, from));
    }

    private static string FolderOf(Type type) => CodeFolder.Top(CodeFolder.Of(Package.Core, type));

    private static string Shown((Type From, Type To) use) => $"{use.From.FullName} → {use.To.FullName}";

    [GeneratedRegex(@"^using (static )?(\w+ = )?(?<namespace>Messaging[\w.]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Using();
}
