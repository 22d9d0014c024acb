namespace Messaging.Providers.SendGrid;

/// <summary>The body of a refusal: what is wrong, and with which field, such as <c>personalizations.0.to.0.email</c>.</summary>
internal sealed record SendGridProblem(IReadOnlyList<SendGridProblem.Entry>? Errors)
{
    internal sealed record Entry(string? Message, string? Field)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Entry);
    }
}
