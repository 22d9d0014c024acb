using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Links;

/// <summary>The keys of the options; in Development one for the life of the process where there is none.</summary>
internal sealed class OptionsLinkKeySource : ILinkKeySource
{
    public OptionsLinkKeySource(IOptions<MessageLinkOptions> options, ILogger<OptionsLinkKeySource> logger, IHostEnvironment? environment = null)
    {
        Keys = [.. options.Value.Keys.Select(k => new LinkKey(k.Id, Convert.FromBase64String(k.Secret), k.From))];
        if (Keys.Count == 0 && environment?.IsDevelopment() == true)
        {
            Keys = [new LinkKey(1, RandomNumberGenerator.GetBytes(LinkKey.MinSecretLength))];
            Log.LinkKeyMade(logger);
        }
    }

    public IReadOnlyList<LinkKey> Keys { get; }
}
