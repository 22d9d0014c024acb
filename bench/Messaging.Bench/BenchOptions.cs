using System.CommandLine;

namespace Messaging.Bench;

/// <summary>The options that several commands share.</summary>
internal sealed class BenchOptions
{
    public Option<string?> Postgres { get; } = new("--postgres") { Description = "Connection string of a PostgreSQL server on which databases may be made." };

    public Option<int> Runs { get; } = new("--runs") { Description = "Runs per figure; the median counts.", DefaultValueFactory = _ => 5 };

    public Option<int> Count { get; } = new("--count") { Description = "Messages per run of enqueue and dispatch.", DefaultValueFactory = _ => 20_000 };

    public Option<int> Samples { get; } = new("--samples") { Description = "Messages, one by one, per run of a latency.", DefaultValueFactory = _ => 300 };

    public Option<string[]> Only { get; } = new("--only") { Description = "Some of: cpu, sqlite, postgresql. Left out: all of them.", AllowMultipleArgumentsPerToken = true };

    public Option<bool> Long { get; } = new("--long") { Description = "Also what takes very long: a backlog of ten million, nine million of one tenant." };

    public Option<int?> Backlog { get; } = new("--backlog") { Description = "The largest backlog of claims (default a million), or the large tenant's (default a million)." };

    public Option<int> Finished { get; } = new("--finished") { Description = "Rows finished behind an open transaction.", DefaultValueFactory = _ => 400_000 };

    public Option<string?> Charts { get; } = new("--charts") { Description = "A folder for charts of cost against backlog, as SVG." };

    public Option<int> Recipients { get; } = new("--recipients") { Description = "Recipients of the bulk send.", DefaultValueFactory = _ => 1_000_000 };

    public Option<int> Kills { get; } = new("--kills") { Description = "How many dispatchers are killed during the bulk send.", DefaultValueFactory = _ => 6 };

    public Option<int?> Seed { get; } = new("--seed") { Description = "What the random moments of the kills follow from; printed. Left out: another one each time." };

    public Option<int> Seconds { get; } = new("--seconds") { Description = "How long webhooks come in, small tenants send, or a slow adapter is kept busy, in seconds. Zero is 60, 30 and 12." };

    public Option<int> AdapterMilliseconds { get; } = new("--adapter-ms") { Description = "How long the adapter takes.", DefaultValueFactory = _ => 50 };

    public Option<int> Rate { get; } = new("--rate") { Description = "Webhooks per second.", DefaultValueFactory = _ => 1_000 };

    public Option<int> Send { get; } = new("--send") { Description = "Messages asked to be sent per second beside webhooks.", DefaultValueFactory = _ => 200 };

    public IEnumerable<Option> Of(string command) => command switch
    {
        "claims" => [Postgres, Runs, Backlog, Long, Finished, Charts],
        "fairness" => [Postgres, Backlog, Long, Seconds, AdapterMilliseconds],
        "bulk" => [Postgres, Recipients, Kills, Seed],
        "wake" => [Postgres, Runs, Samples],
        "scale" => [Postgres, Runs, Seconds],
        "webhooks" => [Postgres, Rate, Seconds, Send],
        "rates" => [Postgres, Count, Runs, Samples, Only],
        _ => [Postgres, Count, Runs, Samples, Only, Long, Backlog, Finished, Charts, Recipients, Kills, Seed, Seconds, AdapterMilliseconds, Rate, Send],
    };
}
