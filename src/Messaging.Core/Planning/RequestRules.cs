using System.Globalization;
using Messaging.Channels;
using Messaging.Channels.Mime;

namespace Messaging.Planning;

/// <summary>What a request must be like before it is planned. Pure; finds everything that is wrong, not only the first thing.</summary>
internal static class RequestRules
{
    private const int MaxCode = 100;
    private const int MaxLabel = 50;
    private const int MaxTags = 20;
    private const int MaxMetadata = 50;
    private const int MaxMetadataLength = 10_000;
    private const int MaxSubject = 500;
    private const int MaxKey = 200;
    private const int MaxCopies = 10;
    private const int MaxHeaders = 20;
    private const int LastYear = 2999;

    /// <summary>Checks everything but addresses.</summary>
    /// <param name="request">The request.</param>
    /// <param name="channels">The channels it will be planned for.</param>
    /// <param name="served">The channels this application serves; null capabilities where the adapter lives in another process.</param>
    public static List<MessageError> Check(
        MessageRequest request, IReadOnlyList<MessageChannel> channels, IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> served)
    {
        var errors = new List<MessageError>();
        CheckContent(request, errors);
        CheckLabels(request, errors);
        CheckTimes(request, errors);
        CheckChannels(channels, served, errors);
        RoutingRules.Check(request, errors);
        CheckHeaders(request, errors);
        CheckCopies(request, channels, served, errors);
        CheckAttachments(request, channels, served, errors);
        RecipientRules.Check(request.To, channels, errors);
        return errors;
    }

    private static void CheckContent(MessageRequest request, List<MessageError> errors)
    {
        if (string.IsNullOrEmpty(request.Template) == (request.Content is null))
        {
            errors.Add(new(nameof(request.Template), request.Content is null ? "Give a Template code, or Content." : "Give either a Template code or Content, and not both."));
        }

        CheckText(request.Template, nameof(request.Template), MaxCode, errors);
        if (request.Content is not { } content)
        {
            return;
        }

        CheckText(content.Subject, "Content.Subject", MaxSubject, errors);
        if (string.IsNullOrEmpty(content.Text) && string.IsNullOrEmpty(content.Html))
        {
            errors.Add(new("Content.Text", "Content needs a Text, an Html, or both."));
        }
    }

    private static void CheckLabels(MessageRequest request, List<MessageError> errors)
    {
        CheckText(request.Tenant, nameof(request.Tenant), MaxCode, errors);
        CheckText(request.Type, nameof(request.Type), MaxCode, errors);
        CheckText(request.CreatedBy, nameof(request.CreatedBy), MaxCode, errors);
        CheckText(request.Entity.Type, "Entity.Type", MaxLabel, errors);
        CheckText(request.Entity.Id, "Entity.Id", MaxCode, errors);
        CheckText(request.IdempotencyKey, nameof(request.IdempotencyKey), MaxKey, errors);
        if (request.IdempotencyKey is { } key && string.IsNullOrWhiteSpace(key))
        {
            errors.Add(new(nameof(request.IdempotencyKey), "An empty key protects nothing: give a key that is unique per business event, or null."));
        }

        if (request.Tags.Count > MaxTags)
        {
            errors.Add(new(nameof(request.Tags), $"At most {MaxTags} tags."));
        }

        foreach (var tag in request.Tags)
        {
            CheckText(tag ?? "", nameof(request.Tags), MaxLabel, errors);
            if (tag is null)
            {
                errors.Add(new(nameof(request.Tags), "A tag is needed here, not null."));
            }
        }

        if (request.Metadata.Count > MaxMetadata || request.Metadata.Sum(p => p.Key.Length + (p.Value?.Length ?? 0)) > MaxMetadataLength)
        {
            errors.Add(new(nameof(request.Metadata), $"At most {MaxMetadata} entries and {MaxMetadataLength} characters: metadata is for references, not for content."));
        }

        foreach (var (name, _) in request.Metadata.Where(p => p.Value is null))
        {
            errors.Add(new($"{nameof(request.Metadata)}[{Shown(name)}]", "A value is needed here, not null. Leave the entry out."));
        }

        if (!Enum.IsDefined(request.Category))
        {
            errors.Add(new(nameof(request.Category), "This is not a category."));
        }

        if (!Enum.IsDefined(request.Priority))
        {
            errors.Add(new(nameof(request.Priority), "This is not a priority."));
        }
    }

    private static void CheckTimes(MessageRequest request, List<MessageError> errors)
    {
        foreach (var (time, target) in new[] { (request.SendAt, nameof(request.SendAt)), (request.ExpiresAt, nameof(request.ExpiresAt)) })
        {
            if (time is { } at && at.UtcDateTime.Year > LastYear)
            {
                errors.Add(new(target, $"The time lies after the year {LastYear}. For a message that never expires there is no value: give the time at which it becomes worthless."));
            }
        }

        if (request.SendAt is { } sendAt && request.ExpiresAt is { } expiresAt && expiresAt <= sendAt)
        {
            errors.Add(new(nameof(request.ExpiresAt), string.Create(CultureInfo.InvariantCulture, $"The message would expire ({expiresAt:O}) before it may be sent (SendAt {sendAt:O}).")));
        }
    }

    private static void CheckChannels(
        IReadOnlyList<MessageChannel> channels, IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> served, List<MessageError> errors)
    {
        foreach (var channel in channels)
        {
            if (channel.IsEmpty)
            {
                errors.Add(new(nameof(MessageRequest.Channels), "One entry names no channel. Use MessageChannel.Email and its like, or MessageChannel.Parse(name)."));
            }
            else if (!served.ContainsKey(channel))
            {
                errors.Add(new(nameof(MessageRequest.Channels), ChannelAdvice.NoAdapter(channel)));
            }
        }
    }

    private static void CheckHeaders(MessageRequest request, List<MessageError> errors)
    {
        CheckText(request.SenderName, nameof(request.SenderName), RecipientRules.MaxName, errors);
        if (request.ReplyTo is { } replyTo && !EmailAddress.TryParse(replyTo, out _, out var problem))
        {
            errors.Add(new(nameof(request.ReplyTo), problem));
        }

        if (request.Headers.Count > MaxHeaders)
        {
            errors.Add(new(nameof(request.Headers), $"At most {MaxHeaders} headers."));
        }

        foreach (var (name, value) in request.Headers)
        {
            if (HeaderRules.Check(name, value ?? "") is { } fault)
            {
                errors.Add(new($"{nameof(request.Headers)}[{Shown(name)}]", fault));
            }
        }
    }

    private static void CheckCopies(
        MessageRequest request, IReadOnlyList<MessageChannel> channels, IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> served, List<MessageError> errors)
    {
        foreach (var (name, addresses) in new[] { (nameof(request.Cc), request.Cc), (nameof(request.Bcc), request.Bcc) })
        {
            if (addresses.Count > MaxCopies)
            {
                errors.Add(new(name, $"At most {MaxCopies} addresses. Whoever is written to belongs in To."));
            }

            for (var i = 0; i < Math.Min(addresses.Count, MaxCopies); i++)
            {
                if (!EmailAddress.TryParse(addresses[i] ?? "", out _, out var problem))
                {
                    errors.Add(new($"{name}[{i}]", problem));
                }
            }

            if (addresses.Count > 0 && (!channels.Contains(MessageChannel.Email) || served.GetValueOrDefault(MessageChannel.Email) is { Copies: false }))
            {
                errors.Add(new(name, "Copies go with email only, and every email connection of this application must support them: SendGrid and Resend do, SMTP does not."));
            }
        }
    }

    private static void CheckAttachments(
        MessageRequest request, IReadOnlyList<MessageChannel> channels, IReadOnlyDictionary<MessageChannel, ChannelCapabilities?> served, List<MessageError> errors)
    {
        if (request.Attachments.Count == 0)
        {
            return;
        }

        errors.AddRange(AttachmentRules.Check(request.Attachments));
        if (channels.All(c => served.GetValueOrDefault(c) is { Attachments: false }))
        {
            errors.Add(new(nameof(request.Attachments), $"None of the channels ({string.Join(", ", channels)}) takes attachments."));
        }
    }

    // A name as it may stand in an error: what is no plain word may be anything.
    private static string Shown(string name) => name.Length <= MaxLabel && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name : "…";

    private static void CheckText(string? text, string target, int maxLength, List<MessageError> errors)
    {
        if (text is not null && SingleLine.Check(text, maxLength) is { } problem)
        {
            errors.Add(new(target, problem));
        }
    }
}
