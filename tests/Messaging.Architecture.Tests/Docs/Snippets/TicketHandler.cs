using Messaging.Inbound;

namespace Messaging.Architecture.Tests.Docs.Snippets;

public sealed class TicketHandler(TicketDbContext db) : IInboundHandler
{
    public async Task HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        db.Tickets.Add(new Ticket { Id = message.Id, Text = message.Text });
        await db.SaveChangesAsync(cancellationToken);
    }
}
