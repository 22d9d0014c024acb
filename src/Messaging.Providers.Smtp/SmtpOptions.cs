using System.ComponentModel.DataAnnotations;
using System.Net.Security;
using System.Text.Json.Serialization;

namespace Messaging.Providers.Smtp;

/// <summary>One account on one SMTP server. Checked when the host starts, then copied: later changes have no effect.</summary>
public sealed class SmtpOptions
{
    /// <summary>The server's name or IP address. Required. The certificate must be for this name.</summary>
    [Required(ErrorMessage = "SmtpOptions.Host is empty. Set it in AddSmtp(o => o.Host = \"smtp.example.org\").")]
    public string Host { get; set; } = "";

    /// <summary>
    /// The TCP port, 1 to 65535, or null, the default, for the usual one of <see cref="Security"/>: 587 with STARTTLS, 465 with implicit TLS, 25 without TLS.
    /// </summary>
    [Range(1, 65535, ErrorMessage = "SmtpOptions.Port must be from 1 to 65535. Leave it null for the usual port of SmtpOptions.Security.")]
    public int? Port { get; set; }

    /// <summary>
    /// How the connection is protected. The default is <see cref="SmtpSecurity.StartTls"/>. It is never lowered: a server that cannot do it gets no mail.
    /// </summary>
    [EnumDataType(typeof(SmtpSecurity), ErrorMessage = "SmtpOptions.Security must be StartTls, Implicit or None.")]
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>
    /// Whether <see cref="SmtpSecurity.None"/> may be used to another machine, such as a mail catcher in a container. Mail, and the password if there is
    /// one, can then be read on the way. The default is false.
    /// </summary>
    public bool AllowPlainText { get; set; }

    /// <summary>
    /// The account to sign in with, or null, the default, to send without signing in. Needs <see cref="Password"/> or <see cref="AccessToken"/>.
    /// </summary>
    public string? UserName { get; set; }

    /// <summary>
    /// The account's password, for AUTH PLAIN or LOGIN (RFC 4616, 4954), or null, the default. A secret: never written to a log, an exception or JSON.
    /// </summary>
    [JsonIgnore]
    public string? Password { get; set; }

    /// <summary>
    /// Gives an OAuth 2 access token, for AUTH XOAUTH2 as Google and Microsoft describe it, in place of <see cref="Password"/>; null by default.
    /// </summary>
    /// <remarks>
    /// Called once for every new connection, from several threads; it should cache the token. When it throws, nothing is sent and the connection is
    /// reported as wrongly configured.
    /// </remarks>
    [JsonIgnore]
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>
    /// The sender of every message, as <c>info@example.org</c> or <c>Haff Segeln &lt;info@example.org&gt;</c>: both the author shown and the envelope
    /// sender, to which bounces go. Required.
    /// </summary>
    [Required(ErrorMessage = "SmtpOptions.From is empty. Set it in AddSmtp(o => o.From = \"Name <name@example.org>\").")]
    public string From { get; set; } = "";

    /// <summary>
    /// The name this machine gives in EHLO: a host name or an address literal such as <c>[192.0.2.1]</c>. Null, the default, gives the literal of the
    /// local address, which submission servers accept.
    /// </summary>
    [RegularExpression(
        @"[A-Za-z0-9._:\[\]-]{1,255}",
        ErrorMessage = "SmtpOptions.LocalName must be a host name such as 'app.example.org' or an address literal such as '[192.0.2.1]', or null.")]
    public string? LocalName { get; set; }

    /// <summary>The most connections open at once, 1 to 100. The default is 4. Further sends wait for one to become free.</summary>
    [Range(1, 100, ErrorMessage = "SmtpOptions.MaxConnections must be from 1 to 100.")]
    public int MaxConnections { get; set; } = 4;

    /// <summary>
    /// Decides whether the server's certificate is accepted, for a private certificate authority. Null, the default, means the rules of the operating
    /// system. Returning true for everything gives TLS's protection away.
    /// </summary>
    [JsonIgnore]
    public RemoteCertificateValidationCallback? CertificateValidation { get; set; }

    /// <summary>The server only: account and password must not reach a log.</summary>
    public override string ToString() => $"SmtpOptions {{ Host = {Host}, Port = {Port}, Security = {Security} }}";
}
