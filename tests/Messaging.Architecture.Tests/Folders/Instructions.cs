using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Messaging.Architecture.Tests.Folders;

/// <summary>Reads the instructions of a method body (ECMA-335, partition III) for the types and members they name.</summary>
internal static class Instructions
{
    private static readonly Dictionary<ushort, OpCode> Known = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => (ushort)c.Value);

    /// <summary>The metadata tokens of types, methods and fields, in order.</summary>
    public static IEnumerable<int> TokensOf(byte[] body)
    {
        var position = 0;
        while (position < body.Length)
        {
            var isLong = body[position] == 0xFE;
            var code = Known[isLong ? (ushort)(0xFE00 | body[position + 1]) : body[position]];
            position += isLong ? 2 : 1;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position));
            }

            position += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(position))),
                _ => 4,
            };
        }
    }
}
