namespace Messaging;

/// <summary>Somebody else saved a template in the meantime. Nothing was stored: read it again, look at what changed, and save on top of that.</summary>
public sealed class TemplateConflictException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="template">The code of the template.</param>
    /// <param name="revision">The revision that was expected.</param>
    public TemplateConflictException(string template, int revision)
        : base(revision == 0
            ? $"There is a template '{template}' already. Read it with ITemplates.FindAsync(...) and pass its revision to change it."
            : $"Template '{template}' is no longer at revision {revision}: somebody else saved or deleted it. Read it again with ITemplates.FindAsync(...) and repeat the change on top of that.")
    {
        Template = template;
        Revision = revision;
    }

    /// <summary>The code of the template.</summary>
    public string Template { get; }

    /// <summary>The revision that was expected; 0 for a template that was to be made.</summary>
    public int Revision { get; }
}
