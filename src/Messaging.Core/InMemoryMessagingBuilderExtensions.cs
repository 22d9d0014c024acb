using Messaging.Authoring;
using Messaging.Inbound;
using Messaging.Inbox;
using Messaging.Links;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Keeps messages in memory.</summary>
public static class InMemoryMessagingBuilderExtensions
{
    /// <summary>Keeps messages in this process only, for tests: everything is gone when it ends. Follows the same rules as the databases; one conformance suite holds all of them to it.</summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    public static MessagingBuilder UseInMemoryStore(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        StoreChoice.Take(builder.Services, "UseInMemoryStore()", "");
        builder.Services.TryAddSingleton<InMemoryDatabase>();
        builder.Services.TryAddSingleton<IMessageStore, InMemoryMessageStore>();
        builder.Services.TryAddSingleton<IDeliveryStore, InMemoryDeliveryStore>();
        builder.Services.TryAddSingleton<IMaintenanceStore, InMemoryMaintenanceStore>();
        builder.Services.TryAddSingleton<IEventStore, InMemoryEventStore>();
        builder.Services.TryAddSingleton<IBlobStore, InMemoryBlobStore>();
        builder.Services.TryAddSingleton<IContactStore, InMemoryContactStore>();
        builder.Services.TryAddSingleton<IReviewStore, InMemoryReviewStore>();
        builder.Services.TryAddSingleton<ILimitStore, InMemoryLimitStore>();
        builder.Services.TryAddSingleton<IQueueStore, InMemoryQueueStore>();
        builder.Services.TryAddSingleton<IDeadLetterStore, InMemoryDeadLetterStore>();
        builder.Services.TryAddSingleton<ICountStore, InMemoryCountStore>();
        builder.Services.TryAddSingleton<IInboxStore, InMemoryInboxStore>();
        builder.Services.TryAddSingleton<ITemplateStore, InMemoryTemplateStore>();
        builder.Services.TryAddSingleton<ILinkStore, InMemoryLinkStore>();
        builder.Services.TryAddSingleton<IDeviceStore, InMemoryDeviceStore>();
        builder.Services.TryAddSingleton<IInboundStore, InMemoryInboundStore>();
        return builder;
    }
}
