namespace Messaging.Providers.Twilio;

/// <summary>What Twilio says of a request that failed, in either of its two forms, the older and that of RFC 9457.</summary>
/// <param name="Code">Its code (https://www.twilio.com/docs/api/errors), or null.</param>
/// <param name="Message">Its words, in the older form.</param>
/// <param name="Title">Its words, in the newer form.</param>
/// <param name="Detail">More of them.</param>
internal sealed record TwilioError(int? Code, string? Message, string? Title, string? Detail)
{
    /// <summary>The words.</summary>
    public string? Words => Message ?? Detail ?? Title;

    /// <summary>The code only: the words may quote an address.</summary>
    public override string ToString() => $"TwilioError {{ Code = {Code} }}";
}
