namespace Messaging.Templates;

/// <summary>The template that a provider approved for a WhatsApp message, with the values for its numbered places.</summary>
/// <param name="Name">The name it was approved by.</param>
/// <param name="Language">The language it was approved in, as the provider writes it, such as <c>de</c> or <c>pt_BR</c>.</param>
/// <param name="Parameters">The values in their order, as template source, or rendered.</param>
public sealed record ApprovedTemplate(string Name, string Language, IReadOnlyList<string> Parameters)
{
    /// <summary>The name and language only: content must not reach a log.</summary>
    public override string ToString() => $"ApprovedTemplate {{ Name = {Name} }}";
}
