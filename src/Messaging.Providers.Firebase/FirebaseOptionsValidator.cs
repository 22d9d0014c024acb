using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Firebase;

/// <summary>Checks the options when the host starts: each by its annotations, the service account, and what FCM would refuse in every message.</summary>
internal sealed partial class FirebaseOptionsValidator : IValidateOptions<FirebaseOptions>
{
    private static readonly TimeSpan LongestTimeToLive = TimeSpan.FromDays(28);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FirebaseOptions options)
    {
        var single = new Annotations().Validate(name, options).Failures ?? [];
        var together = new[]
        {
            Credentials(options), Address(options), Lifetime(options), Keys(options), Overrides(nameof(options.AndroidJson), options.AndroidJson),
            Overrides(nameof(options.ApnsJson), options.ApnsJson), Overrides(nameof(options.WebpushJson), options.WebpushJson),
        };
        List<string> problems = [.. single, .. together.OfType<string>()];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Credentials(FirebaseOptions options) =>
        !FirebaseCredentials.TryRead(options, out var credentials, out var problem) ? problem
        : credentials.ProjectId.Length == 0 && string.IsNullOrEmpty(options.ProjectId) ? "The service account's key names no project. Set FirebaseOptions.ProjectId."
        : null;

    private static string? Address(FirebaseOptions options) =>
        options.BaseUrl is null || (options.BaseUrl.IsAbsoluteUri && (options.BaseUrl.Scheme == Uri.UriSchemeHttps || (options.BaseUrl.Scheme == Uri.UriSchemeHttp && options.BaseUrl.IsLoopback)))
            ? null
            : "FirebaseOptions.BaseUrl must be an https address. Leave it out for https://fcm.googleapis.com/.";

    private static string? Lifetime(FirebaseOptions options) =>
        options.TimeToLive is { } time && (time < TimeSpan.Zero || time > LongestTimeToLive) ? $"FirebaseOptions.TimeToLive is {time}, and FCM takes 0 to 28 days." : null;

    private static string? Keys(FirebaseOptions options) =>
        options.Data?.FirstOrDefault(d => FirebaseDataKeys.IsReserved(d.Key) || d.Value is null) is { Key: { } key }
            ? $"FirebaseOptions.Data has the key '{key}', which is empty, has no value, or is kept by FCM or this library. Name it otherwise."
            : null;

    private static string? Overrides(string option, string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(json) is JsonObject ? null : $"FirebaseOptions.{option} is no JSON object.";
        }
        catch (JsonException e)
        {
            return $"FirebaseOptions.{option} is no JSON (line {e.LineNumber + 1}).";
        }
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<FirebaseOptions>;
}
