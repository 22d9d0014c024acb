using Messaging.Storage;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/operations.md</c>.</summary>
internal static class OperationSnippets
{
    public static async Task PauseAsync(IQueues queues, DateTimeOffset midnight)
    {
        await queues.PauseAsync(new QueueScope("acme", MessageChannel.Sms), "lan: wrong price in the campaign");
        await queues.PauseAsync(QueueScope.Everything, "lan: move to the new server", until: midnight);
        await queues.ResumeAsync(new QueueScope("acme", MessageChannel.Sms));
        await queues.SetWeightAsync(new QueueScope("acme"), 3, "lan: contract");
    }

    public static async Task<(DeadLetterCount Count, DeadLetterPage Page)> ReplayAsync(IDeadLetters letters, DateTimeOffset midnight)
    {
        var refused = new DeadLetterQuery { Connection = "smtp", FailureCode = "554", From = midnight };
        DeadLetterCount count = await letters.CountAsync(refused);
        DeadLetterPage page = await letters.ListAsync(refused);
        foreach (DeadLetter letter in page.Messages)
        {
            Console.WriteLine($"{letter.Delivery.Id} {letter.LastAttempt?.FailureCode}");
        }

        ReplayReceipt receipt = await letters.ReplayAsync(refused, new ReplayRequest { Reason = "lan: account unblocked" });
        while (receipt.Next is not null)
        {
            receipt = await letters.ReplayAsync(refused with { Cursor = receipt.Next }, new ReplayRequest { Reason = "lan: account unblocked" });
        }

        return (count, page);
    }

    public static async Task<IReadOnlyList<MessageCount>> CountAsync(IMessageCounts counts, DateOnly today)
    {
        IReadOnlyList<MessageCount> week = await counts.CountAsync(new MessageCountQuery { Tenant = "acme", From = today.AddDays(-6), To = today });
        return week;
    }

    public static async Task<bool> ResumeAsync(IQueues queues)
    {
        bool isHeld = queues.RestoredBackup is not null;
        await queues.ResumeAsync(QueueScope.Everything);
        return isHeld;
    }
}
