using System.CommandLine;
using Messaging.Bench.Claims;
using Messaging.Bench.Processes;

namespace Messaging.Bench;

/// <summary>What can be asked of the bench. A run ends with 0 when it came to an end, whether the bars hold or not: the machine decides much of that, and the lines tell.</summary>
internal static class BenchCommands
{
    private static readonly BenchOptions Options = new();

    public static RootCommand Create()
    {
        var root = new RootCommand("Prints the library's figures as JSON lines, each with its bar, and beside hand-written SQL on the same tables in the same run.");
        Add(root, "rates", RatesAsync);
        Command("claims", "What a claim costs while the backlog grows, and behind a long transaction.", ClaimsAsync);
        Command("fairness", "How long small tenants wait while a large one has a flood queued.", FairnessAsync);
        Command("bulk", "One send to a million recipients while dispatchers are killed and replaced: memory, and the exact set.", BulkAsync);
        Command("wake", "From the commit in one process to the adapter's call in another.", WakeAsync);
        Command("scale", "Four dispatcher processes beside one when the provider is slow.", ScaleAsync);
        Command("webhooks", "How long signed webhooks wait for their answer while a dispatcher sends, and what they take from its rate.", WebhooksAsync);
        Command("all", "Everything, one after the other. What fails is told on the error stream; the rest goes on.", AllAsync);
        root.Add(NodeCommand());
        return root;

        void Command(string name, string description, Func<ParseResult, Task> run)
        {
            var command = new Command(name, description);
            Add(command, name, run);
            root.Add(command);
        }
    }

    private static void Add(Command command, string options, Func<ParseResult, Task> run)
    {
        foreach (var option in Options.Of(options))
        {
            command.Add(option);
        }

        command.SetAction(async parsed =>
        {
            await run(parsed);
            BenchReport.Progress(BenchReport.Missed == 0 ? "Every bar holds." : $"{BenchReport.Missed} bars do not hold.");
        });
    }

    private static async Task RatesAsync(ParseResult parsed)
    {
        var names = parsed.GetValue(Options.Only) is { Length: > 0 } some ? some : ["cpu", "sqlite", "postgresql"];
        var (count, samples, runs) = (parsed.GetValue(Options.Count), parsed.GetValue(Options.Samples), parsed.GetValue(Options.Runs));
        if (names.Contains("cpu"))
        {
            PlannerFigures.Print(runs);
            TemplateFigures.Print(runs);
        }

        var servers = new List<string?>();
        servers.AddRange(names.Contains("sqlite") ? [null] : []);
        servers.AddRange(names.Contains("postgresql") && parsed.GetValue(Options.Postgres) is { } given ? [given] : []);
        foreach (var server in servers)
        {
            await RateFigures.PrintAsync(server, count, runs);
            await LatencyFigures.PrintAsync(server, samples, runs);
        }
    }

    private static Task ClaimsAsync(ParseResult parsed)
    {
        var most = parsed.GetValue(Options.Backlog) ?? (parsed.GetValue(Options.Long) ? 10_000_000 : 1_000_000);
        int[] backlogs = [10_000, 100_000, 1_000_000, 10_000_000];
        return ClaimFigures.PrintAsync(
            Server(parsed), [.. backlogs.Where(b => b <= most)], parsed.GetValue(Options.Finished), parsed.GetValue(Options.Runs), parsed.GetValue(Options.Charts));
    }

    private static Task FairnessAsync(ParseResult parsed) => FairnessFigures.PrintAsync(
        Server(parsed), parsed.GetValue(Options.Backlog) ?? (parsed.GetValue(Options.Long) ? 9_000_000 : 1_000_000), Seconds(parsed, 30),
        TimeSpan.FromMilliseconds(parsed.GetValue(Options.AdapterMilliseconds)));

    private static Task BulkAsync(ParseResult parsed) =>
        BulkFigures.PrintAsync(Server(parsed), parsed.GetValue(Options.Recipients), parsed.GetValue(Options.Kills), parsed.GetValue(Options.Seed) ?? Random.Shared.Next(1_000_000));

    private static Task WakeAsync(ParseResult parsed) => WakeFigures.PrintAsync(Server(parsed), parsed.GetValue(Options.Samples), parsed.GetValue(Options.Runs));

    private static Task ScaleAsync(ParseResult parsed) => ScaleFigures.PrintAsync(Server(parsed), Seconds(parsed, 12), parsed.GetValue(Options.Runs));

    private static Task WebhooksAsync(ParseResult parsed) =>
        WebhookFigures.PrintAsync(parsed.GetValue(Options.Postgres), parsed.GetValue(Options.Rate), Seconds(parsed, 60), parsed.GetValue(Options.Send));

    private static async Task AllAsync(ParseResult parsed)
    {
        foreach (var run in new[] { RatesAsync, WakeAsync, ClaimsAsync, ScaleAsync, FairnessAsync, BulkAsync, WebhooksAsync })
        {
            try
            {
                await run(parsed);
            }
            catch (Exception e)
            {
                Environment.ExitCode = 1;
                BenchReport.Progress($"{run.Method.Name} failed: {e}");
            }
        }
    }

    private static Command NodeCommand()
    {
        var (hints, capped, sendOnly) = (new Option<bool>("--hints"), new Option<bool>("--capped"), new Option<bool>("--send-only"));
        var inFlight = new Option<int>("--in-flight");
        var node = new Command("node") { Options.Postgres, inFlight, Options.AdapterMilliseconds, hints, capped, sendOnly, Options.Recipients };
        node.Hidden = true;
        node.SetAction(parsed => Node.RunAsync(
            Server(parsed),
            new BenchSettings
            {
                InFlight = parsed.GetValue(inFlight),
                AdapterTakes = TimeSpan.FromMilliseconds(parsed.GetValue(Options.AdapterMilliseconds)),
                Hints = parsed.GetValue(hints),
                Capped = parsed.GetValue(capped),
                SendOnly = parsed.GetValue(sendOnly),
            },
            parsed.GetValue(Options.Recipients)));
        return node;
    }

    private static TimeSpan Seconds(ParseResult parsed, int usual) => TimeSpan.FromSeconds(parsed.GetValue(Options.Seconds) is var given and > 0 ? given : usual);

    private static string Server(ParseResult parsed) => parsed.GetValue(Options.Postgres) ?? throw new InvalidOperationException("This needs a server: --postgres \"Host=localhost;Username=postgres\".");
}
