using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMessaging()
    .UseSqlite("Data Source=hello.db")
    .AddMailbox(o => o.Folder = "mailbox")
    .AddTemplate("table-booked", t => t
        .Email("See you {{date day}}", html: "<p>Dear {{firstName}}, a table for {{guests}} is yours.</p>")
        .Locale("de").Email("Bis {{date day}}", html: "<p>Guten Tag {{firstName}}, ein Tisch für {{guests}} ist Ihrer.</p>"));
using var host = builder.Build();
await host.StartAsync();
var receipt = await host.Services.GetRequiredService<IMessagingClient>().SendAsync(new MessageRequest
{
    Template = "table-booked",
    To = [new Recipient { Name = "Jörg Weiß", Email = "joerg@example.org", Locale = "de-AT" }],
    Data = new { firstName = "Jörg", guests = 4, day = new DateOnly(2027, 3, 12) },
    IdempotencyKey = "table-4711-booked",
});
Console.WriteLine($"{(receipt.IsDuplicate ? "Known already" : "Stored")}: {receipt.Messages[0].Id}. Ctrl+C ends.");
await host.WaitForShutdownAsync();
