namespace Messaging;

/// <summary>Which people a request asks for.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Type">The type of the recipients, as in <see cref="Recipient.Type"/>: <c>customer</c>, or <c>role</c> for those made by <see cref="Recipient.Role"/>.</param>
/// <param name="Ids">The keys, each once.</param>
public sealed record RecipientQuery(string Tenant, string Type, IReadOnlyCollection<string> Ids);
