using System.Text;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>Hashes contacts under the secret of the installation, which is read once.</summary>
internal sealed class ContactIds(IContactStore store)
{
    private volatile ContactHash? _hash;

    /// <summary>The hash function, read through a host's connection where there is one.</summary>
    public async ValueTask<ContactHash> GetAsync(IContactReader? reader, CancellationToken cancellationToken)
    {
        if (_hash is { } known)
        {
            return known;
        }

        var (secret, isCertain) = await (reader ?? store).ReadSecretAsync(cancellationToken).ConfigureAwait(false);
        var hash = new ContactHash(Encoding.UTF8.GetBytes(secret));
        if (isCertain)
        {
            _hash = hash;
        }

        return hash;
    }
}
