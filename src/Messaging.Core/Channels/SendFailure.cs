namespace Messaging.Channels;

/// <summary>Why an attempt did not end in acceptance.</summary>
/// <param name="Kind">The class of failure, which the engine acts on.</param>
/// <param name="Code">The provider's own code, such as <c>550 5.1.1</c>, or a short word of the adapter. At most 50 characters. Safe to log.</param>
/// <param name="Detail">The provider's words, shown to operators and never logged, since they may quote an address. At most 500 characters are kept.</param>
public sealed record SendFailure(FailureKind Kind, string Code, string? Detail = null)
{
    private const int MaxCode = 50;
    private const int MaxDetail = 500;

    /// <summary>The provider's own code, or a short word of the adapter.</summary>
    public string Code { get; init => field = StorableText.Clean(value, MaxCode) ?? ""; } = StorableText.Clean(Code, MaxCode) ?? "";

    /// <summary>The provider's words.</summary>
    public string? Detail { get; init => field = StorableText.Clean(value, MaxDetail); } = StorableText.Clean(Detail, MaxDetail);

    /// <summary>Kind and code only: provider text must not reach a log.</summary>
    public override string ToString() => $"{Kind} ({Code})";
}
