namespace Messaging.Providers.Infobip;

/// <summary>The body of <c>POST /whatsapp/1/message/template</c>.</summary>
/// <param name="Messages">The messages.</param>
internal sealed record InfobipWhatsAppTemplates(IReadOnlyList<InfobipWhatsAppMessage> Messages);
