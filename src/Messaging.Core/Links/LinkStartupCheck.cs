namespace Messaging.Links;

/// <summary>Finds out when the host starts whether there is a key to sign with.</summary>
internal sealed class LinkStartupCheck(ILinkKeySource keys) : IStartupCheck
{
    public void Check()
    {
        if (keys.Keys.Count == 0)
        {
            throw new MessagingConfigurationException(
                "AddLinks(...) was called without a key to sign with. Add one: o.Keys = [new LinkKeyOptions { Id = 1, Secret = \"...\" }] with what 'openssl rand -base64 32' prints, the same in all processes, or register an ILinkKeySource.");
        }

        if (keys.Keys.GroupBy(k => k.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new MessagingConfigurationException($"The ILinkKeySource gives {twice.Count()} keys with the id {twice.Key}. Give each its own.");
        }
    }
}
