using System.Globalization;

namespace Messaging.Authoring;

/// <summary>What a message remembers of the stored version it was planned with: the number and the id of the template, because a tenant's template and the one it overrides both have a version 3.</summary>
internal static class VersionLabel
{
    public static string Of(Guid templateId, int number) => string.Create(CultureInfo.InvariantCulture, $"{number}-{templateId:N}");

    public static bool TryParse(string label, out Guid templateId, out int number)
    {
        var dash = label.IndexOf('-', StringComparison.Ordinal);
        (templateId, number) = (default, 0);
        return dash > 0 && int.TryParse(label.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out number) && Guid.TryParseExact(label.AsSpan(dash + 1), "N", out templateId);
    }
}
