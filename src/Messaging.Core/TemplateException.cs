namespace Messaging;

/// <summary>A template is missing, malformed, or cannot be rendered with the given data.</summary>
public sealed class TemplateException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What kind of problem it is.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">What the engine reported, if it did.</param>
    public TemplateException(TemplateError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>What kind of problem it is.</summary>
    public TemplateError Error { get; }

    /// <summary>The code of the template, or null when the text was given directly.</summary>
    public string? Template { get; init; }

    /// <summary>The part of the template, such as <c>email.subject</c> or <c>email.de.html</c>.</summary>
    public string? Part { get; init; }

    /// <summary>The path that has no value, for <see cref="TemplateError.MissingValue"/>, such as <c>patient.firstName</c>.</summary>
    public string? Value { get; init; }

    /// <summary>The line of the problem, from 1, where it is known.</summary>
    public int? Line { get; init; }

    /// <summary>The column of the problem, from 1, where it is known.</summary>
    public int? Column { get; init; }

    /// <summary>The same failure with the template it happened in.</summary>
    internal TemplateException In(string template) => new(Error, $"Template '{template}', {Message}", InnerException)
    {
        Template = template,
        Part = Part,
        Value = Value,
        Line = Line,
        Column = Column,
    };
}
