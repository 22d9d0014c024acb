namespace Messaging;

/// <summary>How the characters of an SMS go over the air. It decides how many fit into one segment, and with that the price.</summary>
public enum SmsEncoding
{
    /// <summary>The 7-bit default alphabet of GSM 03.38 with its extension table: 160 characters in one segment, 153 in each of several.</summary>
    Gsm7,

    /// <summary>16 bits for each UTF-16 unit, as soon as one character is not in the default alphabet: 70 in one segment, 67 in each of several.</summary>
    Ucs2,
}
