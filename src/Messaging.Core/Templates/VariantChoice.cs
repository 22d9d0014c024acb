using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Templates;

/// <summary>Chooses the variant of a recipient: always the same one, until the weights change.</summary>
internal static class VariantChoice
{
    /// <summary>The variant of a recipient.</summary>
    /// <param name="template">The template, with its variants and their weights.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="recipientId">The host's key of the recipient, or an empty string.</param>
    /// <param name="address">The address, which stands for a recipient without a key.</param>
    /// <returns>The name of the variant; an empty string when there are none.</returns>
    public static string Of(TemplateVersion template, string tenant, string recipientId, string address)
    {
        var total = template.Variants.Sum(v => (long)v.Weight);
        if (total <= 0)
        {
            return "";
        }

        // The code keeps experiments apart: who has the second wording of one template is not the one who has it of all.
        var key = string.Join('\0', tenant, template.Code.ToUpperInvariant(), recipientId.Length > 0 ? "id" : "address", recipientId.Length > 0 ? recipientId : address);
        var point = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var place = (long)Math.BigMul(point, (ulong)total, out _);
        foreach (var variant in template.Variants)
        {
            place -= variant.Weight;
            if (place < 0)
            {
                return variant.Name;
            }
        }

        return "";
    }
}
