namespace Messaging.Templates.Sources;

/// <summary>What a template's description says about one of its contents, beside the files of its parts.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Locale">The language, or an empty string.</param>
/// <param name="Variant">The variant, or an empty string.</param>
/// <param name="Actions">The buttons of a push notification.</param>
/// <param name="Approved">The provider's template for WhatsApp.</param>
internal sealed record DescribedContent(string Channel, string Locale = "", string Variant = "", IReadOnlyList<ContentAction>? Actions = null, ApprovedTemplate? Approved = null);
