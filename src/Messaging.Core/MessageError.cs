namespace Messaging;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Target">Which member, as a path into the request such as <c>To[3].Email</c>.</param>
/// <param name="Message">What is wrong and what would be right. Never the offending value, which may be an address.</param>
public sealed record MessageError(string Target, string Message);
