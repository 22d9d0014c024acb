using System.Globalization;

namespace Messaging.PostgreSql.WakeUps;

/// <summary>What a notification says: who sent it, and what it is about.</summary>
/// <param name="Node">The process that sent it.</param>
/// <param name="IsEcho">Whether it only tries whether notifications come through.</param>
/// <param name="Lanes">The lanes that have news; null for any.</param>
internal sealed record WakeUpPayload(string Node, bool IsEcho, IReadOnlyCollection<long>? Lanes)
{
    // A notification carries fewer than 8,000 bytes (manual of PostgreSQL, NOTIFY); a lane takes up to 17.
    private const int MaxLanes = 400;
    private const string Echo = "?";
    private const string Any = "*";

    /// <summary>Reads a notification. What it cannot read, as from a later version, means that it is worth looking.</summary>
    public static WakeUpPayload Parse(string text)
    {
        var parts = text.Split(' ', 2);
        var body = parts.Length == 2 ? parts[1] : Any;
        if (body == Echo)
        {
            return new WakeUpPayload(parts[0], true, []);
        }

        var lanes = new List<long>();
        foreach (var key in body.Split(','))
        {
            if (!long.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var lane))
            {
                return new WakeUpPayload(parts[0], false, null);
            }

            lanes.Add(lane);
        }

        return new WakeUpPayload(parts[0], false, lanes);
    }

    public override string ToString() => $"{Node} {Body()}";

    private string Body()
    {
        if (IsEcho)
        {
            return Echo;
        }

        return Lanes is null || Lanes.Count > MaxLanes ? Any : string.Join(',', Lanes.Select(l => l.ToString("x", CultureInfo.InvariantCulture)));
    }
}
