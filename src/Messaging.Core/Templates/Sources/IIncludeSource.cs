namespace Messaging.Templates.Sources;

/// <summary>A source whose layouts and partials stored templates may use too.</summary>
internal interface IIncludeSource
{
    /// <summary>A template of any kind, or null.</summary>
    TemplateVersion? FindAny(string code);
}
