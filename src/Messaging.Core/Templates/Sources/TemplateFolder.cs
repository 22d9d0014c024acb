using System.Globalization;
using Messaging.Templates.Rendering;

namespace Messaging.Templates.Sources;

/// <summary>What a folder of templates holds at one time: <c>{code}/{channel}[.{locale}][.variant-{name}].{part}.hbs</c>, and <c>{code}/template.json</c> where there is more to say.</summary>
internal sealed class TemplateFolder
{
    private readonly string _shownAs;
    private readonly Dictionary<string, TemplateVersion> _raw = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    private TemplateFolder(string shownAs) => _shownAs = shownAs;

    /// <summary>The templates by code, with their layouts and partials packed in.</summary>
    public Dictionary<string, TemplateVersion> Templates { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The templates by code as their files say.</summary>
    public IReadOnlyDictionary<string, TemplateVersion> Raw => _raw;

    /// <summary>The descriptions by code, for templates that have one.</summary>
    public IReadOnlyDictionary<string, TemplateDescription> Descriptions { get; private set; } = new Dictionary<string, TemplateDescription>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything that is wrong, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads and checks a folder.</summary>
    /// <param name="root">Its full path.</param>
    /// <param name="shownAs">The path in messages.</param>
    /// <param name="engine">Checks the templates.</param>
    /// <param name="intake">Reads formats such as Markdown and prepares what is read.</param>
    public static TemplateFolder Read(string root, string shownAs, ITemplateEngine engine, TemplateIntake intake)
    {
        var folder = new TemplateFolder(shownAs);
        if (Directory.Exists(root))
        {
            folder.Read(new TemplateFolderReader(root, shownAs, intake), engine, intake);
        }
        else
        {
            folder._problems.Add($"{shownAs}: the folder '{root}' does not exist. Create it, copy it to the output (CopyToOutputDirectory), or correct AddTemplateFolder(\"{shownAs}\").");
        }

        return folder;
    }

    /// <summary>Names, times and sizes of all files: when it is the same, nothing has been edited.</summary>
    public static string Fingerprint(string root)
    {
        var directory = new DirectoryInfo(root);
        try
        {
            return !directory.Exists ? "" : string.Join('\n', directory.EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.FullName}|{f.LastWriteTimeUtc.Ticks}|{f.Length}"))
                .Order(StringComparer.Ordinal));
        }
        catch (IOException)
        {
            // A file went away while it was looked at. Like no folder, this differs from what it will be next time.
            return "";
        }
    }

    private void Read(TemplateFolderReader reader, ITemplateEngine engine, TemplateIntake intake)
    {
        reader.Read();
        _problems.AddRange(reader.Problems);
        Descriptions = reader.Descriptions;
        foreach (var template in reader.Files.GroupBy(f => f.Code, StringComparer.OrdinalIgnoreCase))
        {
            AddRaw(template.Key, [.. template]);
        }

        foreach (var (code, raw) in _raw)
        {
            var files = reader.Files.FindAll(f => string.Equals(f.Code, code, StringComparison.OrdinalIgnoreCase));
            var resolved = raw.Contents.Select(c => TemplateIncludes.Resolve(c, Descriptions.GetValueOrDefault(code)?.Layout, _raw.GetValueOrDefault));
            var contents = resolved.Select(c => Prepared(c, files, intake)).ToList();
            Templates[code] = raw with { Contents = contents, Version = TemplateHash.Of(contents) };
            foreach (var content in contents)
            {
                Check(content, raw.Kind, files, engine);
            }
        }
    }

    private void AddRaw(string code, List<TemplateFile> files)
    {
        var description = Descriptions.GetValueOrDefault(code) ?? new TemplateDescription();
        var contents = files.Where(f => files.Find(f.IsBeside) == f).Select(f => ToContent(f.Name, files.FindAll(f.IsBeside), description)).ToList();
        foreach (var content in contents.Where(c => c.Text is null && c.Html is null))
        {
            _problems.Add($"{PathOf(content, files)}: has a subject but no body. Add a file for its text or html.");
        }

        foreach (var lost in (description.Contents ?? []).Where(d => !contents.Exists(c => IsAbout(d, c))))
        {
            _problems.Add($"{_shownAs}/{code}/{TemplateDescription.FileName}: describes a content for '{lost.Channel}' that has no files. Correct its channel, locale or variant.");
        }

        _raw[code] = new TemplateVersion
        {
            Code = code, Version = TemplateHash.Of(contents), Contents = contents, Kind = description.Kind, Variants = description.Variants ?? [],
        };
    }

    private TemplateContent Prepared(TemplateContent content, List<TemplateFile> files, TemplateIntake intake)
    {
        try
        {
            return intake.Prepare(content);
        }
        catch (TemplateException e)
        {
            _problems.Add($"{PathOf(content, files)}: {e.Message}");
            return content;
        }
    }

    private void Check(TemplateContent content, TemplateKind kind, List<TemplateFile> files, ITemplateEngine engine) =>
        _problems.AddRange(engine.Validate(TemplateIncludes.AsChecked(content, kind)).Select(p => TemplateStartupCheck.Describe(PathOf(content, files, p.Part), p)));

    private static TemplateContent ToContent(TemplateFileName name, List<TemplateFile> parts, TemplateDescription description)
    {
        var content = new TemplateContent
        {
            Channel = name.Channel,
            Locale = name.Locale,
            Variant = name.Variant,
            Subject = TextOf(ContentParts.Subject),
            Text = TextOf(ContentParts.Text),
            Html = TextOf(ContentParts.Html),
            Image = TextOf(ContentParts.Image),
            Link = TextOf(ContentParts.Link),
        };
        return description.Contents?.FirstOrDefault(d => IsAbout(d, content)) is { } described
            ? content with { Actions = described.Actions ?? [], Approved = described.Approved }
            : content;

        string? TextOf(string part) => parts.Find(f => f.Name.Part == part)?.Text;
    }

    private static bool IsAbout(DescribedContent described, TemplateContent content) =>
        MessageChannel.TryParse(described.Channel, out var channel) && content.IsFor(channel, described.Locale, described.Variant);

    private static string PathOf(TemplateContent content, List<TemplateFile> files, string part = "")
    {
        var parts = files.FindAll(f => content.IsFor(f.Name.Channel, f.Name.Locale, f.Name.Variant));
        return (parts.Find(f => f.Name.Part == part) ?? parts[0]).Path;
    }
}
