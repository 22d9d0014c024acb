using System.Globalization;
using Messaging.Channels.Mime;

namespace Messaging.Channels;

/// <summary>What may be attached to a request, checked before anything is stored.</summary>
internal static class AttachmentRules
{
    private const int MaxContentId = 100;

    // Programs, scripts, installers and disk images: what large mailbox providers refuse (support.google.com/mail/answer/6590), and other files that run when
    // they are opened.
    private static readonly HashSet<string> Executable = new(StringComparer.Ordinal)
    {
        "ade", "adp", "apk", "application", "appref-ms", "appx", "appxbundle", "bat", "cab", "chm", "cmd", "com", "command", "cpl", "desktop", "diagcab", "diagcfg", "diagpkg",
        "dll", "dmg", "ex", "ex_", "exe", "gadget", "hlp", "hta", "img", "inf", "ins", "iso", "isp", "jar", "jnlp", "js", "jse", "lib", "lnk", "mde", "mjs", "msc", "msh", "msi",
        "msix", "msixbundle", "msp", "mst", "nsh", "pif", "pkg", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "psd1", "psm1", "reg", "scf", "scr", "sct",
        "settingcontent-ms", "sh", "shb", "shs", "sys", "url", "vb", "vbe", "vbs", "vhd", "vhdx", "vxd", "workflow", "ws", "wsc", "wsf", "wsh", "xbap", "xll",
    };

    /// <summary>Checks the attachments of a request: number, total size, names, types, content ids.</summary>
    /// <returns>Everything that is wrong, with targets such as <c>Attachments[2].FileName</c>. Empty when nothing is.</returns>
    public static IReadOnlyList<MessageError> Check(IReadOnlyList<MessageAttachment> attachments)
    {
        ArgumentNullException.ThrowIfNull(attachments);
        var errors = new List<MessageError>();
        if (attachments.Count > MessageAttachment.MaxCount)
        {
            errors.Add(new MessageError("Attachments", $"At most {MessageAttachment.MaxCount} files may be attached."));
        }

        if (attachments.Sum(static a => (long)(a?.Content.Length ?? 0)) > MessageAttachment.MaxBytes)
        {
            errors.Add(new MessageError("Attachments", "All attachments together may have at most 10 MiB."));
        }

        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < attachments.Count; i++)
        {
            var target = string.Create(CultureInfo.InvariantCulture, $"Attachments[{i}]");
            CheckOne(attachments[i], target, ids, errors);
        }

        return errors;
    }

    /// <summary>The attachment as it is stored and sent: with the name reduced to what every system can show. Call it after <see cref="Check"/> found nothing.</summary>
    public static MessageAttachment Normalize(MessageAttachment attachment) => attachment with { FileName = AttachmentFileName.Reduce(attachment.FileName) };

    /// <summary>Whether this can be a content id: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 100.</summary>
    public static bool IsContentId(string text) => text.Length is > 0 and <= MaxContentId && text.All(IsContentIdCharacter);

    public static bool IsContentIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';

    private static void CheckOne(MessageAttachment? attachment, string target, HashSet<string> ids, List<MessageError> errors)
    {
        if (attachment is null)
        {
            errors.Add(new MessageError(target, "An attachment is needed here, not null."));
            return;
        }

        if (!string.IsNullOrEmpty(attachment.Source))
        {
            errors.Add(new MessageError($"{target}.Source", "Paths and URLs are not read: pass the bytes of the file in Content."));
        }
        else if (attachment.Content.IsEmpty)
        {
            errors.Add(new MessageError($"{target}.Content", "The file is empty: pass its bytes in Content."));
        }

        if (CheckFileName(attachment.FileName) is { } problem)
        {
            errors.Add(new MessageError($"{target}.FileName", problem));
        }

        if (!MediaType.TryParse(attachment.ContentType, out _))
        {
            errors.Add(new MessageError($"{target}.ContentType", "This is not a MIME type such as application/pdf."));
        }

        if (attachment.ContentId is { } id && CheckContentId(id, ids) is { } idProblem)
        {
            errors.Add(new MessageError($"{target}.ContentId", idProblem));
        }
    }

    private static string? CheckFileName(string? name)
    {
        var reduced = AttachmentFileName.Reduce(name ?? "");
        if (reduced.Length == 0)
        {
            return "A file name is needed, such as invoice.pdf.";
        }

        return Executable.Contains(AttachmentFileName.ExtensionOf(reduced))
            ? "Files of this type can run as a program, and mail servers refuse them: send a link, or another type."
            : null;
    }

    private static string? CheckContentId(string id, HashSet<string> ids)
    {
        if (!IsContentId(id))
        {
            return "A content id has 1 to 100 letters, digits, dots, hyphens and underscores.";
        }

        return ids.Add(id) ? null : "Two attachments have this content id.";
    }
}
