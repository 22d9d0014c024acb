using Messaging.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>Lines of several pages that set a host up.</summary>
internal static class SetUpSnippets
{
    public static void Join(IServiceCollection services, string connectionString)
    {
        services.AddDbContext<AppDbContext>(o => o.UseNpgsql(connectionString));
        services.AddMessaging().UseDbContext<AppDbContext>();
    }

    public static void Categories(IServiceCollection services)
    {
        services.AddMessaging(o =>
        {
            o.Transactional.ExpiresAfter = TimeSpan.FromDays(3);
            o.Security.ResendWhenUnknown = false;
        });
    }

    public static void Dispatcher(IServiceCollection services, string connectionString)
    {
        services.AddMessaging()
            .UsePostgreSql(connectionString)
            .ConfigureDispatcher(o =>
            {
                o.MaxInFlight = 32;
                o.RetryDelays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];
            });
    }

    public static void Retention(IServiceCollection services, string connectionString)
    {
        services.AddMessaging()
            .UsePostgreSql(connectionString)
            .ConfigureRetention(o =>
            {
                o.Contents = TimeSpan.FromDays(14);
                o.Tenants["archive"] = new RetentionPeriods { Contents = null, Messages = null };
            });
        services.AddMessaging().UsePostgreSql(connectionString, o => o.MonthlyPartitions = true);
    }

    public static void FrontEnd(IServiceCollection services, string connectionString)
    {
        services.AddMessaging(o =>
        {
            o.SendOnly = true;
            o.Channels = [MessageChannel.Sms];
        }).UsePostgreSql(connectionString).AddTemplateFolder("templates");
    }

    public static void Worker(IServiceCollection services, string connectionString, HttpClient http)
    {
        services.AddMessaging().UsePostgreSql(connectionString).AddTemplateFolder("templates")
            .AddSmtp(o => (o.Host, o.From) = ("mail.example.org", "Haff Segeln <info@example.org>"))
            .AddChannel("acme", MessageChannel.Sms, s => new AcmeSmsChannelAdapter(http));
    }

    public static void Sms(IServiceCollection services, string connectionString, HttpClient http)
    {
        services.AddMessaging()
            .UsePostgreSql(connectionString)
            .AddChannel("acme", MessageChannel.Sms, s => new AcmeSmsChannelAdapter(http));
    }

    public static Recipient Fax(IServiceCollection services)
    {
        MessageChannel fax = "fax";
        services.AddMessaging()
            .AddChannel("acme-fax", fax, s => new AcmeFaxChannelAdapter())
            .AddTemplate("visit-reminder", t => t.Channel(fax, subject: null, text: "See you {{date day}}."));
        var patient = new Recipient { Addresses = new Dictionary<MessageChannel, string> { [fax] = "+49 30 123456" } };
        return patient;
    }
}
