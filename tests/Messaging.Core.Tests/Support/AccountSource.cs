using Messaging.Channels;

namespace Messaging.Core.Tests.Support;

/// <summary>Tenants' accounts in a list.</summary>
public sealed class AccountSource : IConnectionSource
{
    private int _asked;

    public List<ProviderAccount> Accounts { get; } = [];

    public int Asked => _asked;

    public Exception? Failure { get; set; }

    /// <summary>Answers wait for it, when there is one.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Gives everybody everything, as a careless host may.</summary>
    public bool IgnoresTenant { get; set; }

    public async ValueTask<IReadOnlyList<ProviderAccount>> FindAsync(string tenant, CancellationToken cancellationToken)
    {
        await AnswerAsync();
        return [.. Accounts.Where(a => IgnoresTenant || a.Tenant == tenant)];
    }

    public async ValueTask<ProviderAccount?> GetAsync(string name, CancellationToken cancellationToken)
    {
        await AnswerAsync();
        return Accounts.Find(a => a.Name == name);
    }

    private async Task AnswerAsync()
    {
        Interlocked.Increment(ref _asked);
        if (Gate is { } gate)
        {
            await gate.Task;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
