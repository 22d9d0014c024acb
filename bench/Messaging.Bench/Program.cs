using System.CommandLine;
using Messaging.Bench;

var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL server on which databases may be made. Left out: PostgreSQL is not measured." };
var count = new Option<int>("--count") { Description = "Messages per run.", DefaultValueFactory = _ => 20_000 };
var runs = new Option<int>("--runs") { Description = "Runs per figure; the median counts.", DefaultValueFactory = _ => 3 };
var only = new Option<string[]>("--only") { Description = "Some of: cpu, sqlite, postgresql. Left out: all of them.", AllowMultipleArgumentsPerToken = true };
var command = new RootCommand("Prints the library's figures as JSON lines, each beside hand-written SQL on the same tables in the same run.") { postgres, count, runs, only };
command.SetAction(async parsed =>
{
    var names = parsed.GetValue(only) is { Length: > 0 } some ? some : ["cpu", "sqlite", "postgresql"];
    if (names.Contains("cpu"))
    {
        PlannerFigures.Print(parsed.GetValue(runs));
        TemplateFigures.Print(parsed.GetValue(runs));
    }

    if (names.Contains("sqlite"))
    {
        await DatabaseFigures.PrintAsync(null, parsed.GetValue(count), parsed.GetValue(runs));
    }

    if (names.Contains("postgresql") && parsed.GetValue(postgres) is { } server)
    {
        await DatabaseFigures.PrintAsync(server, parsed.GetValue(count), parsed.GetValue(runs));
    }
});
var rate = new Option<int>("--rate") { Description = "Webhooks per second.", DefaultValueFactory = _ => 1_000 };
var seconds = new Option<int>("--seconds") { Description = "How long webhooks come in.", DefaultValueFactory = _ => 60 };
var send = new Option<int>("--send") { Description = "Messages asked to be sent per second meanwhile.", DefaultValueFactory = _ => 200 };
var webhooks = new Command("webhooks", "Prints how long signed webhooks wait for their answer while a dispatcher sends, and what they take from its rate.") { postgres, rate, seconds, send };
webhooks.SetAction(parsed => WebhookFigures.PrintAsync(parsed.GetValue(postgres), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(send)));
command.Add(webhooks);
return await command.Parse(args).InvokeAsync();
