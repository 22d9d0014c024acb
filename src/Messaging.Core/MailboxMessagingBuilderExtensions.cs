using Messaging.Channels.Mailbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds the development mailbox.</summary>
public static class MailboxMessagingBuilderExtensions
{
    /// <summary>
    /// Writes messages to a folder instead of sending them: emails as <c>.eml</c> files that any mail program opens, other channels as JSON. Serves the
    /// channels that no other adapter was added for, in whichever order they are added.
    /// </summary>
    /// <remarks>For development and tests. In the Development environment a channel without an adapter goes to the mailbox even without this call.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the folder, the sender or the channels. Called when the host starts; a second call adds to the first.</param>
    public static MessagingBuilder AddMailbox(this MessagingBuilder builder, Action<MailboxOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddMailboxConnections(builder.Services);
        builder.Services.Configure<MailboxOptions>(static o => o.IsAdded = true);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    /// <summary>Registers <see cref="MailboxConnections"/> without asking for the mailbox: in development it stands in for missing adapters.</summary>
    internal static void AddMailboxConnections(IServiceCollection services)
    {
        services.AddOptions<MailboxOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailboxOptions>, MailboxOptionsValidator>());
        services.TryAddSingleton<MailboxConnections>();
    }
}
