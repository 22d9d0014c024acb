using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/send-hours.md</c>.</summary>
internal static class SendHoursSnippets
{
    public static void SetUp(IServiceCollection services)
    {
        services.AddMessaging(o =>
        {
            o.SendHours[MessageChannel.Sms] = SendHours.QuietBetween(new TimeOnly(20, 0), new TimeOnly(9, 0));
            o.SendHours[MessageChannel.WhatsApp] = SendHours.StrictUnitedStates;
            o.SendHours[MessageChannel.Push] = SendHours.OnlyWithin(
                new SendWindow(DayOfWeek.Saturday, new TimeOnly(10, 0), new TimeOnly(14, 0)),
                new SendWindow(DayOfWeek.Sunday, new TimeOnly(12, 0), new TimeOnly(14, 0)));
            o.Marketing.KeepsSendHours = true;
        });
    }
}
