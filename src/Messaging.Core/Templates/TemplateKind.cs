namespace Messaging.Templates;

/// <summary>What a template is for.</summary>
public enum TemplateKind
{
    /// <summary>It is sent.</summary>
    Message,

    /// <summary>It surrounds what other templates say; <c>{{> body}}</c> is where that goes.</summary>
    Layout,

    /// <summary>It is shown inside other templates, by <c>{{> code}}</c>.</summary>
    Partial,
}
