namespace Messaging.Providers.Smtp.Client;

/// <summary>Where in the dialogue a reply belongs: the same number means different things at different stages.</summary>
internal enum SmtpStage
{
    /// <summary>The server's first words.</summary>
    Greeting,

    /// <summary>EHLO or HELO.</summary>
    Hello,

    /// <summary>STARTTLS (RFC 3207).</summary>
    StartTls,

    /// <summary>AUTH (RFC 4954).</summary>
    Authentication,

    /// <summary>RSET before a connection is used again.</summary>
    Reset,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA, before any content.</summary>
    Data,

    /// <summary>The answer to the final dot.</summary>
    Content,
}
