using System.Reflection;
using Messaging.Architecture.Tests.Api;
using Messaging.Architecture.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Architecture.Tests.Conventions;

/// <summary>Options are plain classes to set, with defaults that work, checked when the host starts.</summary>
public sealed class OptionsTests
{
    // What is called options, but is not read through IOptions<T> or has nothing that could be wrong.
    private static readonly Dictionary<string, string> NotChecked = new(StringComparer.Ordinal)
    {
        ["CategoryOptions"] = "a part of MessagingOptions, checked with it",
        ["EntityFrameworkStoreOptions"] = "switches only: any combination is valid",
        ["LinkKeyOptions"] = "a part of MessageLinkOptions, checked with it",
        ["ReplyOptions"] = "arguments of one call, checked by the call",
        ["MessagingModelOptions"] = "read while a model is built, not by the host",
    };

    private static readonly List<Type> All = [.. Package.All.SelectMany(p => p.PublicTypes).Where(t => t is { IsClass: true } && t.Name.EndsWith("Options", StringComparison.Ordinal))];

    [Fact]
    public void Options_AreSetThroughProperties()
    {
        var rigid = from type in All.Where(t => !ApiListing.IsRecord(t))
                    from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    where property.SetMethod is not { IsPublic: true } || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Length > 0
                    select $"{type.Name}.{property.Name}";
        Rule.Holds("Options are set in a lambda, so every property has a public setter:", rigid);
        Rule.Holds("Options are made without arguments:", All.Where(t => t.GetConstructor([]) is null).Select(t => t.Name));
    }

    [Fact]
    public void Options_AreChecked()
    {
        var services = new ServiceCollection();
        services.AddHealthChecks().AddMessaging();
        services.AddMessaging().AddMailbox().AddSmtp(_ => { }).AddSendGrid().AddTwilio().AddFirebase().AddResend().AddInfobip().AddLinks(_ => { }).AddLinkPages().AddInbound().AddWebhooks().UseDatabase(o => o.UseSqlite("Data Source=:memory:"));
        var unchecked_ = All.Where(t => !NotChecked.ContainsKey(t.Name) && !services.Any(s => s.ServiceType == typeof(IValidateOptions<>).MakeGenericType(t)));
        Rule.Holds("Options are checked: register a validator, and call the set-up that does so in this test. Unchecked:", unchecked_.Select(t => t.Name));
    }

    [Fact]
    public void Validator_ReportsNullsInsteadOfFailing()
    {
        var services = new ServiceCollection();
        services.AddHealthChecks().AddMessaging();
        services.AddMessaging().AddMailbox().AddSmtp(_ => { }).AddSendGrid().AddTwilio().AddFirebase().AddResend().AddInfobip().AddLinks(_ => { }).AddLinkPages().AddInbound().AddWebhooks();
        using var provider = services.BuildServiceProvider();
        foreach (var type in All.Where(t => !NotChecked.ContainsKey(t.Name)))
        {
            var emptied = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(p => !p.PropertyType.IsValueType))
            {
                property.SetValue(emptied, null);
            }

            var validate = typeof(IValidateOptions<>).MakeGenericType(type);
            foreach (var validator in provider.GetServices(validate))
            {
                validate.GetMethod("Validate")!.Invoke(validator, [Options.DefaultName, emptied]);
            }
        }
    }
}
