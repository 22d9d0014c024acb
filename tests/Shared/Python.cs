using System.ComponentModel;
using System.Diagnostics;

namespace Messaging.TestTools;

/// <summary>The Python interpreter, whose standard library reads what this library writes.</summary>
public static class Python
{
    private const string Program = "python3";

    public static TestRequirement Requirement { get; } = new(Probe);

    /// <summary>Starts a script that talks over its standard input and output in UTF-8. It ends when its input is closed.</summary>
    public static Process Start(string script)
    {
        Requirement.Demand();
        return Process.Start(Describe(script))!;
    }

    private static string? Probe()
    {
        try
        {
            using var process = Process.Start(Describe("--version"))!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{Program} is there but does not start.";
        }
        catch (Win32Exception)
        {
            return $"{Program} is not on the path: install Python 3.8 or later.";
        }
    }

    private static ProcessStartInfo Describe(string argument) => new(Program, [argument])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new System.Text.UTF8Encoding(false),
        StandardOutputEncoding = new System.Text.UTF8Encoding(false),
        Environment = { ["PYTHONUTF8"] = "1" },
    };
}
