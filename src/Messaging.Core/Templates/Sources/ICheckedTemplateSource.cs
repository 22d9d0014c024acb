namespace Messaging.Templates.Sources;

/// <summary>A source that can say, before anything is sent, what is wrong with its templates.</summary>
internal interface ICheckedTemplateSource
{
    /// <summary>Everything that is wrong, one line each, with the place.</summary>
    IReadOnlyList<string> FindProblems();
}
