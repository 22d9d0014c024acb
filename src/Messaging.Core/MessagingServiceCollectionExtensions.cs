using Messaging.Channels;
using Messaging.Contacts;
using Messaging.Dispatching;
using Messaging.Maintenance;
using Messaging.Messages;
using Messaging.Planning;
using Messaging.Preferences;
using Messaging.Storage;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds messaging to a host.</summary>
public static class MessagingServiceCollectionExtensions
{
    /// <summary>Adds messaging: <see cref="IMessagingClient"/>, the dispatcher and its janitors. Choose a store and add channels on the builder it returns. Can be called several times.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options, which are checked when the host starts.</param>
    public static MessagingBuilder AddMessaging(this IServiceCollection services, Action<MessagingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddOptionsWithValidateOnStart<MessagingOptions>();
        services.AddOptionsWithValidateOnStart<DispatcherOptions>();
        services.AddOptionsWithValidateOnStart<RetentionOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MessagingOptions>, MessagingOptionsRules>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DispatcherOptions>, DispatcherOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DispatcherOptions>, DispatcherOptionsRules>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsRules>());
        AddClient(services);
        AddDispatcher(services);
        return new MessagingBuilder(services);
    }

    /// <summary>Changes how messages are dispatched.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options, which are checked when the host starts.</param>
    public static MessagingBuilder ConfigureDispatcher(this MessagingBuilder builder, Action<DispatcherOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Changes how long messages and what belongs to them are kept.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options, which are checked when the host starts.</param>
    public static MessagingBuilder ConfigureRetention(this MessagingBuilder builder, Action<RetentionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    private static void AddClient(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreClock>();
        services.TryAddSingleton<MessagingMetrics>();
        services.TryAddSingleton<MessageIds>();
        MailboxMessagingBuilderExtensions.AddMailboxConnections(services);
        services.TryAddSingleton<ProviderAccounts>();
        services.TryAddSingleton<ChannelDirectory>();
        AddContacts(services);
        services.TryAddSingleton<TemplateCheck>();
        services.TryAddSingleton<RowFactory>();
        services.TryAddSingleton<DeviceFinder>();
        services.TryAddSingleton<TargetFinder>();
        services.TryAddSingleton<RequestPlanner>();
        services.TryAddSingleton<RequestExplainer>();
        services.TryAddSingleton<DispatchSignal>();
        services.TryAddSingleton<IMessagingSignal>(s => s.GetRequiredService<DispatchSignal>());
        services.TryAddSingleton<IMessagingClient, MessagingClient>();
        services.TryAddSingleton<QueueRules>();
        services.TryAddSingleton<IQueues, QueueDirectory>();
        services.TryAddSingleton<IDeadLetters, DeadLetterDirectory>();
        services.TryAddSingleton<IMessageCounts, CountDirectory>();
        AddTracking(services);
        TemplateMessagingBuilderExtensions.AddTemplateServices(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MessagingStartup>());
    }

    private static void AddContacts(IServiceCollection services)
    {
        services.TryAddSingleton<ContactIds>();
        services.TryAddSingleton<ContactWriter>();
        services.TryAddSingleton<IContacts, ContactDirectory>();
        services.TryAddSingleton<IPreferences, PreferenceBook>();
        services.TryAddSingleton<IConsents, ConsentBook>();
        services.TryAddSingleton<ISuppressions, SuppressionBook>();
        services.TryAddSingleton<IOptOuts, OptOutBook>();
    }

    private static void AddTracking(IServiceCollection services)
    {
        services.TryAddSingleton<EventRecorder>();
        services.TryAddSingleton<ContactFeedback>();
        services.TryAddSingleton<EventIntake>();
        services.TryAddSingleton<InboundWords>();
        services.TryAddSingleton<IInboundSink, WordsOnlySink>();
        services.TryAddSingleton<WebhookAccounts>();
        services.TryAddSingleton(s => new WebhookReceiver(
            s.GetRequiredService<WebhookAccounts>(), s.GetRequiredService<EventIntake>(), s.GetRequiredService<IInboundSink>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<MessagingMetrics>(),
            s.GetRequiredService<ILogger<WebhookReceiver>>()));
    }

    private static void AddDispatcher(IServiceCollection services)
    {
        services.TryAddSingleton(s => ToRules(s.GetRequiredService<IOptions<DispatcherOptions>>().Value));
        services.TryAddSingleton<StorePatience>();
        services.TryAddSingleton<ConnectionHealth>();
        services.TryAddSingleton<RateLimiter>();
        services.TryAddSingleton<RefusalFeedback>();
        services.TryAddSingleton<IConnections, ConnectionDirectory>();
        services.TryAddSingleton<DispatcherLease>();
        services.TryAddSingleton<RestoreGuard>();
        services.TryAddSingleton<MessageRenderer>();
        services.TryAddSingleton<ClaimFactsReader>();
        services.TryAddSingleton<RecipientGate>();
        services.TryAddSingleton<MessageRunner>();
        services.TryAddSingleton<MessageSender>();
        services.TryAddSingleton<DeliveryWriter>();
        services.TryAddSingleton<HeldMessages>();
        services.TryAddSingleton<DeliveryPipeline>();
        services.TryAddSingleton<DispatcherWatch>();
        services.TryAddSingleton<DispatcherHeartbeat>();
        services.TryAddSingleton<LaneLookUp>();
        services.TryAddSingleton<MessageDispatcher>();
        services.TryAddSingleton<ProofSeeker>();
        services.TryAddSingleton<MaintenanceService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, LeaseRescuer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, ProofResolver>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, ExpiryJanitor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, FallbackJanitor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, Pruner>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, RetentionJanitor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, CountJanitor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MessagingWorker>());
    }

    private static DeliveryRules ToRules(DispatcherOptions options) => new()
    {
        Retries = new RetrySchedule([.. options.RetryDelays], RetrySchedule.Default.Jitter),
        ProofGrace = options.ProofGrace,
        UnknownAfter = options.UnknownAfter,
    };
}
