namespace Messaging;

/// <summary>The request, or an argument of another call, is wrong. Nothing was stored; correct what <see cref="Errors"/> lists and call again.</summary>
public sealed class InvalidMessageException : MessagingException
{
    /// <summary>Creates the exception from what was found.</summary>
    /// <param name="errors">What is wrong, at least one entry.</param>
    public InvalidMessageException(IReadOnlyList<MessageError> errors)
        : base(Describe(errors)) => Errors = errors;

    /// <summary>Creates the exception from one finding.</summary>
    /// <param name="target">Which member is wrong, as a path into the request.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    public InvalidMessageException(string target, string message)
        : this([new MessageError(target, message)])
    {
    }

    /// <summary>Everything that is wrong, not only the first thing.</summary>
    public IReadOnlyList<MessageError> Errors { get; }

    private static string Describe(IReadOnlyList<MessageError> errors)
    {
        const int shown = 5;
        var text = string.Join(" ", errors.Take(shown).Select(static e => $"{e.Target}: {e.Message}"));
        return errors.Count <= shown ? text : $"{text} (and {errors.Count - shown} more)";
    }
}
