namespace Messaging.Templates;

/// <summary>One of several wordings that are tried against each other.</summary>
/// <param name="Name">Its name, such as <c>b</c>; an empty string is the wording without a name, the one that stands in where a variant has none of its own.</param>
/// <param name="Weight">Its share of the recipients, in proportion to the weights of the others. From 0 to 1,000.</param>
public sealed record TemplateVariant(string Name, int Weight);
