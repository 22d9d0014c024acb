using System.Buffers;

namespace Messaging.Providers.Infobip;

/// <summary>What Infobip says of a request that failed, in either of its two forms.</summary>
/// <param name="ErrorCode">The code in the form of the newer products, such as <c>E400</c>.</param>
/// <param name="Description">Its words.</param>
/// <param name="Violations">What is wrong in which field.</param>
/// <param name="RequestError">The form of the older products.</param>
internal sealed record InfobipError(string? ErrorCode, string? Description, IReadOnlyList<InfobipError.Violation?>? Violations, InfobipError.Older? RequestError)
{
    private const int MaxCode = 50;

    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>The code, or null when there is none or it is no mere code.</summary>
    public string? Code => (ErrorCode ?? RequestError?.ServiceException?.MessageId) is { Length: > 0 and <= MaxCode } code && !code.AsSpan().ContainsAnyExcept(CodeCharacters) ? code : null;

    /// <summary>The words.</summary>
    public string? Words => RequestError?.ServiceException?.Text
        ?? string.Join(' ', new[] { Description }.Concat((Violations ?? []).OfType<Violation>().Select(static v => $"{v.Property}: {v.Text}")).Where(static w => w is not null));

    /// <summary>The code only: the words may quote an address.</summary>
    public override string ToString() => $"InfobipError {{ Code = {Code} }}";

    /// <summary>What is wrong in a field.</summary>
    /// <param name="Property">The path of the field.</param>
    /// <param name="Text">What is wrong.</param>
    internal sealed record Violation(string? Property, [property: System.Text.Json.Serialization.JsonPropertyName("violation")] string? Text)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Violation);
    }

    /// <summary>The envelope of the older products.</summary>
    internal sealed record Older(Fault? ServiceException)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Older);
    }

    /// <summary>What is in it.</summary>
    internal sealed record Fault(string? MessageId, string? Text)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Fault);
    }
}
