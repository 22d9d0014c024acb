using System.Text;
using Messaging.Providers.Smtp.Client;
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
            CertificateValidation = TestCertificate.AcceptOnlyThis,
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
}
