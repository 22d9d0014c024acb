using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Roles;
using Microsoft.Extensions.Hosting;

namespace Messaging.Reliability.Tests.Support;

/// <summary>The node that is still there when another one died: the same program, run in the test process, where it starts at once.</summary>
public sealed class Survivor : IAsyncDisposable
{
    private readonly StringWriter _written;
    private readonly IHost _host;

    private Survivor(StringWriter written, IHost host) => (_written, _host) = (written, host);

    public static async Task<Survivor> StartAsync(HostSettings settings)
    {
        var written = new StringWriter();
        var survivor = new Survivor(written, NodeHost.Build(settings, new Announcer(written, TextReader.Null)));
        await survivor._host.StartAsync();
        return survivor;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _written.DisposeAsync();
    }

    /// <summary>What it has said. Not to be read while it runs.</summary>
    public override string ToString() => _written.ToString();
}
