using Messaging.Bench;

return await BenchCommands.Create().Parse(args).InvokeAsync();
