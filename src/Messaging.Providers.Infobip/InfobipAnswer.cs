namespace Messaging.Providers.Infobip;

/// <summary>What Infobip answers to messages: the list of them, or a single one by itself.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Status">What became of it, which may be a refusal although the request succeeded.</param>
/// <param name="Error">Why, where it is said.</param>
/// <param name="Messages">The messages, where there is a list.</param>
internal sealed record InfobipAnswer(string? MessageId, InfobipStatus? Status, InfobipStatus? Error, IReadOnlyList<InfobipAnswer?>? Messages);
