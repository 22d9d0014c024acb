namespace Messaging;

/// <summary>What kind of problem a <see cref="TemplateException"/> reports.</summary>
public enum TemplateError
{
    /// <summary>No template has this code.</summary>
    NotFound,

    /// <summary>The template exists but has no content for the channel.</summary>
    NoContent,

    /// <summary>The text is not a well-formed template; line and column say where.</summary>
    Syntax,

    /// <summary>A value that the template shows is not in the data, or is null; <see cref="TemplateException.Value"/> names it.</summary>
    MissingValue,

    /// <summary>A helper was given a value it cannot use, such as a text that is no date.</summary>
    BadValue,

    /// <summary>Rendering took too many steps, too long, or produced too much.</summary>
    Limit,

    /// <summary>The template was deactivated, so that new messages cannot use it.</summary>
    Inactive,
}
