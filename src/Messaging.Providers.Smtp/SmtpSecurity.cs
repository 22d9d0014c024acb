namespace Messaging.Providers.Smtp;

/// <summary>How a connection to an SMTP server is protected. There is no "when available": what is asked for happens, or nothing is sent.</summary>
public enum SmtpSecurity
{
    /// <summary>
    /// Connect in plain text and switch to TLS before anything else is said (STARTTLS, RFC 3207). A server that does not offer it is refused. Port 587 by
    /// default.
    /// </summary>
    StartTls = 0,

    /// <summary>TLS from the first byte (RFC 8314). Port 465 by default.</summary>
    Implicit = 1,

    /// <summary>No TLS. Only to this machine, unless <see cref="SmtpOptions.AllowPlainText"/> is set. Port 25 by default.</summary>
    None = 2,
}
