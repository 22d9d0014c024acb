using System.Globalization;

namespace Messaging.Templates.Sources;

/// <summary>What a folder of templates holds at one time: <c>{code}/{channel}[.{locale}].{part}.hbs</c>.</summary>
internal sealed class TemplateFolder
{
    private readonly string _root;
    private readonly string _shownAs;
    private readonly TemplateIntake _intake;
    private readonly List<TemplateFile> _files = [];
    private readonly List<string> _problems = [];

    private TemplateFolder(string root, string shownAs, TemplateIntake intake)
    {
        _root = root;
        _shownAs = shownAs;
        _intake = intake;
    }

    /// <summary>The templates by code.</summary>
    public Dictionary<string, TemplateVersion> Templates { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything that is wrong, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads and checks a folder.</summary>
    /// <param name="root">Its full path.</param>
    /// <param name="shownAs">The path in messages.</param>
    /// <param name="engine">Checks the templates.</param>
    /// <param name="intake">Reads formats such as Markdown and prepares what is read.</param>
    public static TemplateFolder Read(string root, string shownAs, ITemplateEngine engine, TemplateIntake intake)
    {
        var folder = new TemplateFolder(root, shownAs, intake);
        folder.Read(engine);
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

    private void Read(ITemplateEngine engine)
    {
        if (!Directory.Exists(_root))
        {
            _problems.Add($"{_shownAs}: the folder '{_root}' does not exist. Create it, copy it to the output (CopyToOutputDirectory), or correct AddTemplateFolder(\"{_shownAs}\").");
            return;
        }

        foreach (var file in Visible(Directory.EnumerateFiles(_root, "*" + TemplateFileName.Extension)))
        {
            _problems.Add($"{Shown(file)}: stands outside of a template. Move it to a folder named after the template's code.");
        }

        foreach (var directory in Visible(Directory.EnumerateDirectories(_root)))
        {
            ReadTemplate(directory);
        }

        foreach (var template in _files.GroupBy(f => f.Code, StringComparer.OrdinalIgnoreCase))
        {
            AddTemplate(template.Key, [.. template], engine);
        }
    }

    private void ReadTemplate(string directory)
    {
        var code = Path.GetFileName(directory);
        if (!TemplateCode.IsValid(code))
        {
            _problems.Add($"{Shown(directory)}: its name is no code of a template. {TemplateCode.Rule}");
            return;
        }

        foreach (var nested in Visible(Directory.EnumerateDirectories(directory)))
        {
            _problems.Add($"{Shown(nested)}: folders of templates hold files only. Move the folder up, or take it away.");
        }

        foreach (var path in Visible(Directory.EnumerateFiles(directory)))
        {
            ReadFile(code, path);
        }
    }

    private void ReadFile(string code, string path)
    {
        var problem = TemplateFileName.Read(Path.GetFileName(path), _intake, out var name);
        var text = "";
        problem ??= TemplateFileReader.Read(path, name!.Part, out text) ?? TemplateIntake.ReadFormat(name.Format, ref text);
        if (problem is not null)
        {
            _problems.Add($"{Shown(path)}: {problem}");
            return;
        }

        var file = new TemplateFile(Shown(path), code, name!.Channel, name.Locale, name.Part, text);
        var twin = _files.Find(f => IsSameContent(f, file) && f.Part == file.Part);
        if (twin is not null)
        {
            _problems.Add($"{file.Path}: says the same part as {twin.Path}. Delete one of them.");
            return;
        }

        _files.Add(file);
    }

    private void AddTemplate(string code, List<TemplateFile> files, ITemplateEngine engine)
    {
        var contents = new List<TemplateContent>();
        foreach (var file in files.Where(f => files.Find(other => IsSameContent(other, f)) == f))
        {
            var parts = files.FindAll(f => IsSameContent(f, file));
            var content = new TemplateContent
            {
                Channel = file.Channel,
                Locale = file.Locale,
                Subject = TextOf(parts, TemplateFileName.Subject),
                Text = TextOf(parts, TemplateFileName.Text),
                Html = TextOf(parts, TemplateFileName.Html),
            };
            contents.Add(Prepared(content, file));
            if (content.Text is null && content.Html is null)
            {
                _problems.Add($"{file.Path}: has a subject but no body. Add a file for its text or html.");
            }

            _problems.AddRange(engine.Validate(content).Select(p => TemplateStartupCheck.Describe(parts.Find(f => f.Part == p.Part)?.Path ?? file.Path, p)));
        }

        Templates[code] = new TemplateVersion { Code = code, Version = TemplateHash.Of(contents), Contents = contents };
    }

    private TemplateContent Prepared(TemplateContent content, TemplateFile file)
    {
        try
        {
            return _intake.Prepare(content);
        }
        catch (TemplateException e)
        {
            _problems.Add($"{file.Path}: {e.Message}");
            return content;
        }
    }

    private static string? TextOf(List<TemplateFile> parts, string part) => parts.Find(f => f.Part == part)?.Text;

    private static bool IsSameContent(TemplateFile left, TemplateFile right) =>
        string.Equals(left.Code, right.Code, StringComparison.OrdinalIgnoreCase) && left.Channel == right.Channel
        && string.Equals(left.Locale, right.Locale, StringComparison.OrdinalIgnoreCase);

    private string Shown(string path) => $"{_shownAs}/{Path.GetRelativePath(_root, path).Replace('\\', '/')}";

    // What begins with a dot belongs to tools. In a fixed order, so that messages are the same on every machine.
    private static IEnumerable<string> Visible(IEnumerable<string> paths) =>
        paths.Where(p => !Path.GetFileName(p).StartsWith('.')).Order(StringComparer.Ordinal);
}
