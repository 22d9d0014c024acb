namespace Messaging.Storage;

/// <summary>Reads what is known about contacts. Implemented by stores; not meant to be implemented by hosts.</summary>
public interface IContactReader
{
    /// <summary>Reads the secret under which contacts are hashed, and makes it when there is none yet.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The secret, and whether it is certain to stay: one that was made inside a transaction of the host may be rolled back.</returns>
    Task<(string Secret, bool IsCertain)> ReadSecretAsync(CancellationToken cancellationToken);

    /// <summary>Reads contacts.</summary>
    /// <param name="ids">Their identities.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The rows of those of whom anything is known.</returns>
    Task<IReadOnlyList<ContactRow>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
