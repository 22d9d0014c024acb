using System.Text;
using Messaging.Channels;
using Messaging.Providers.Smtp.Client;
using Messaging.Templates;
using Messaging.TestTools;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Providers.Smtp.Tests.Support;

/// <summary>Makes the subjects of the tests.</summary>
internal static class Make
{
    public static SmtpOptions Options(int port, Action<SmtpOptions>? configure = null)
    {
        var options = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = port,
            Security = SmtpSecurity.None,
            From = "Sender <from@example.org>",
            CertificateValidation = SelfSignedCertificate.AcceptOnlyThis,
        };
        configure?.Invoke(options);
        return options;
    }

    public static SmtpConnectionPool Pool(
        ScriptedSmtpServer server, Action<SmtpOptions>? configure = null, TimeProvider? time = null, ILogger? logger = null, int messagesPerConnection = 100)
    {
        var settings = new SmtpSettings(Options(server.Port, configure), "smtp") { MessagesPerConnection = messagesPerConnection };
        return new SmtpConnectionPool(settings, time ?? TimeProvider.System, logger ?? NullLogger.Instance);
    }

    public static SmtpEnvelope Mail(string to = "to@example.org", string content = "Subject: Hello\r\n\r\nHello\r\n", string from = "from@example.org") =>
        new(Guid.CreateVersion7(), from, to, Encoding.UTF8.GetBytes(content));

    public static NamedAddress From => NamedAddress.TryParse("Sender <from@example.org>", out var from, out _) ? from : throw new InvalidOperationException();

    public static OutboundMessage Message(
        string? to = null, string text = "Hello", string? html = null, string? header = null, IReadOnlyList<MessageAttachment>? attachments = null)
    {
        var id = Guid.CreateVersion7();
        return new OutboundMessage
        {
            Id = id,
            IdempotencyKey = $"test-{id:N}.1",
            Channel = MessageChannel.Email,
            Address = to ?? $"to-{id:N}@example.org",
            Content = new RenderedContent("Hello", text.Length == 0 ? null : text, html),
            CreatedAt = new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero),
            Headers = new Dictionary<string, string>(header is null ? [] : [new(header, "1")], StringComparer.OrdinalIgnoreCase),
            Attachments = attachments ?? [],
        };
    }
}
