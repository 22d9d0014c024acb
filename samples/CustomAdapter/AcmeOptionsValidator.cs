using Messaging;
using Microsoft.Extensions.Options;

namespace CustomAdapter;

/// <summary>Says when the host starts what would fail when it sends.</summary>
internal sealed class AcmeOptionsValidator : IValidateOptions<AcmeOptions>
{
    public ValidateOptionsResult Validate(string? name, AcmeOptions options)
    {
        var problems = new List<string>();
        if (Secret.IsNullOrEmpty(options.ApiKey))
        {
            problems.Add("AcmeOptions.ApiKey is empty. Set it in AddAcme(o => o.ApiKey = ...).");
        }

        if (string.IsNullOrEmpty(options.From))
        {
            problems.Add("AcmeOptions.From is empty. Set it to a number of the account in AddAcme(o => o.From = ...).");
        }

        if (options.BaseUrl is not { IsAbsoluteUri: true } url || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback))
        {
            problems.Add("AcmeOptions.BaseUrl must be an https address.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
