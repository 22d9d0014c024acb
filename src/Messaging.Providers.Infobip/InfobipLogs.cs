namespace Messaging.Providers.Infobip;

/// <summary>What <c>GET /sms/3/logs</c> answers.</summary>
/// <param name="Results">The messages found.</param>
internal sealed record InfobipLogs(IReadOnlyList<InfobipAnswer?>? Results);
