using Microsoft.AspNetCore.Http;

namespace Messaging.Pages;

/// <summary>What a visit is answered with: a page, or a place to go on to.</summary>
internal sealed record LinkAnswer
{
    public int Status { get; private init; } = StatusCodes.Status200OK;

    public Html Page { get; private init; }

    public string? Location { get; private init; }

    /// <summary>Whether the link was not made here, which counts against who tries.</summary>
    public bool IsFailure { get; private init; }

    public static LinkAnswer Of(Html page, int status = StatusCodes.Status200OK) => new() { Page = page, Status = status };

    public static LinkAnswer GoTo(string location) => new() { Status = StatusCodes.Status302Found, Location = location };

    public static LinkAnswer NotFound(Html page) => new() { Page = page, Status = StatusCodes.Status404NotFound, IsFailure = true };

    /// <summary>The status only.</summary>
    public override string ToString() => $"LinkAnswer {{ Status = {Status} }}";
}
