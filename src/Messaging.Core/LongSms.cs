namespace Messaging;

/// <summary>What becomes of a text message that is longer than providers take.</summary>
public enum LongSms
{
    /// <summary>It is cut at <see cref="SmsText.MaxLength"/> characters, between characters and never inside a link, and ends with three dots.</summary>
    Shorten = 0,

    /// <summary>It is refused: when it is sent, or, if it grew too long since it was planned, with <c>fail.render</c>.</summary>
    Reject = 1,
}
