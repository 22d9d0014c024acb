using Messaging;

namespace Bookings;

/// <summary>Asks for the confirmations. What it has stored will be sent, by this run or a later one.</summary>
internal sealed class ConfirmationSender(IMessagingClient client, Func<Booking, MessageRequest> request)
{
    /// <summary>Sends one request per booking; one that is refused does not keep the others back.</summary>
    /// <param name="bookings">The bookings.</param>
    /// <param name="tally">Takes what became of them.</param>
    /// <param name="stored">Called after each.</param>
    /// <param name="cancellationToken">Ends the work between two bookings.</param>
    public async Task SendAsync(IReadOnlyList<Booking> bookings, SendTally tally, Action stored, CancellationToken cancellationToken)
    {
        foreach (var booking in bookings)
        {
            try
            {
                var receipt = await client.SendAsync(request(booking), cancellationToken);
                _ = receipt.IsDuplicate ? tally.Repeated++ : tally.Confirmed++;
            }
            catch (IdempotencyConflictException)
            {
                tally.Problems.Add(new(booking.Line, $"{booking.Id} was confirmed before with other details; the changed booking is not sent under the same key"));
            }
            catch (Exception e) when (e is InvalidMessageException or TemplateException)
            {
                tally.Problems.Add(new(booking.Line, $"{booking.Id} was refused. {e.Message}"));
            }

            stored();
        }
    }
}
