using System.Text.Json;

namespace Messaging.Templates.Sources;

/// <summary>Reads the files of a template folder, and notes what is wrong with their places, names and bytes.</summary>
internal sealed class TemplateFolderReader(string root, string shownAs, TemplateIntake intake)
{
    /// <summary>The files of parts.</summary>
    public List<TemplateFile> Files { get; } = [];

    /// <summary>The descriptions by the code of the template.</summary>
    public Dictionary<string, TemplateDescription> Descriptions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything that is wrong, one line each.</summary>
    public List<string> Problems { get; } = [];

    public void Read()
    {
        foreach (var file in Visible(Directory.EnumerateFiles(root, "*" + TemplateFileName.Extension)))
        {
            Problems.Add($"{Shown(file)}: stands outside of a template. Move it to a folder named after the template's code.");
        }

        foreach (var directory in Visible(Directory.EnumerateDirectories(root)))
        {
            ReadTemplate(directory);
        }
    }

    private void ReadTemplate(string directory)
    {
        var code = Path.GetFileName(directory);
        if (!TemplateCode.IsValid(code))
        {
            Problems.Add($"{Shown(directory)}: its name is no code of a template. {TemplateCode.Rule}");
            return;
        }

        foreach (var nested in Visible(Directory.EnumerateDirectories(directory)))
        {
            Problems.Add($"{Shown(nested)}: folders of templates hold files only. Move the folder up, or take it away.");
        }

        foreach (var path in Visible(Directory.EnumerateFiles(directory)))
        {
            if (Path.GetFileName(path) == TemplateDescription.FileName)
            {
                ReadDescription(code, path);
            }
            else
            {
                ReadFile(code, path);
            }
        }
    }

    private void ReadDescription(string code, string path)
    {
        var problem = TemplateFileReader.Read(path, TemplateFileName.Html, out var text);
        try
        {
            if (problem is null && JsonSerializer.Deserialize(text, TemplateDescriptionJson.Default.TemplateDescription) is { } description)
            {
                Descriptions[code] = description;
            }
        }
        catch (JsonException e)
        {
            problem = $"is not a description of a template{(e.LineNumber is { } line ? $": see line {line + 1}" : "")}. It is JSON such as {{ \"name\": \"Booking confirmed\", \"layout\": \"base\" }}.";
        }

        if (problem is not null)
        {
            Problems.Add($"{Shown(path)}: {problem}");
        }
    }

    private void ReadFile(string code, string path)
    {
        var problem = TemplateFileName.Read(Path.GetFileName(path), intake, out var name);
        var text = "";
        problem ??= TemplateFileReader.Read(path, name!.Part, out text) ?? TemplateIntake.ReadFormat(name.Format, ref text);
        if (problem is not null)
        {
            Problems.Add($"{Shown(path)}: {problem}");
            return;
        }

        var file = new TemplateFile(Shown(path), code, name!, text);
        var twin = Files.Find(f => f.IsBeside(file) && f.Name.Part == file.Name.Part);
        if (twin is not null)
        {
            Problems.Add($"{file.Path}: says the same part as {twin.Path}. Delete one of them.");
            return;
        }

        Files.Add(file);
    }

    private string Shown(string path) => $"{shownAs}/{Path.GetRelativePath(root, path).Replace('\\', '/')}";

    // What begins with a dot belongs to tools. In a fixed order, so that messages are the same on every machine.
    private static IEnumerable<string> Visible(IEnumerable<string> paths) =>
        paths.Where(p => !Path.GetFileName(p).StartsWith('.')).Order(StringComparer.Ordinal);
}
