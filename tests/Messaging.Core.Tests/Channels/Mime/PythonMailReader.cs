using System.Diagnostics;
using System.Text.Json;
using Messaging.TestTools;

namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>Reads emails back with an independent parser, Python's. One process serves all messages of a test class; it starts with the first.</summary>
public sealed class PythonMailReader : IDisposable
{
    private readonly Lazy<Process> _process = new(static () => Python.Start(Path.Combine(AppContext.BaseDirectory, "Channels", "Mime", "read_mail.py")));

    public MailView Read(byte[] mail)
    {
        var process = _process.Value;
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { mail }));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The mail reader ended.");
        return JsonSerializer.Deserialize<MailView>(answer, JsonSerializerOptions.Web)!;
    }

    public void Dispose()
    {
        if (!_process.IsValueCreated)
        {
            return;
        }

        _process.Value.StandardInput.Close();
        _process.Value.WaitForExit();
        _process.Value.Dispose();
    }
}
