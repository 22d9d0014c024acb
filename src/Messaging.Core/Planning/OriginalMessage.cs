using Messaging.Storage;

namespace Messaging.Planning;

/// <summary>The message that a resend repeats.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Attachments">The files of its request, whose bytes are stored already.</param>
internal sealed record OriginalMessage(Guid Id, IReadOnlyList<StoredAttachment> Attachments);
