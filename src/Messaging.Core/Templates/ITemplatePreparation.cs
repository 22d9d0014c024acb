namespace Messaging.Templates;

/// <summary>Changes what authors wrote into what is stored and rendered, such as styles moved to the elements of an email. Runs once, when templates are read or published, and not for each message.</summary>
/// <remarks>Thread-safe, and pure: no I/O, the same content gives the same content, and what is prepared already stays as it is. Several may be registered and run in that order.</remarks>
public interface ITemplatePreparation
{
    /// <summary>Prepares a content.</summary>
    /// <param name="content">What was written.</param>
    /// <returns>What to render; the same content when there is nothing to do.</returns>
    /// <exception cref="TemplateException">The content is not in order; the message says why, for its author.</exception>
    TemplateContent Prepare(TemplateContent content);
}
