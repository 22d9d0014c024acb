using System.Net;
using System.Net.Security;

namespace Messaging.Providers.Smtp.Client;

/// <summary>The options a connection needs, copied once. A class, not a record: it holds secrets and prints none.</summary>
internal sealed class SmtpSettings
{
    /// <summary>Copies the options.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="connectionName">The name of the connection, for logs.</param>
    public SmtpSettings(SmtpOptions options, string connectionName)
    {
        ConnectionName = connectionName;
        Host = options.Host;
        Security = options.Security;
        Port = options.Port ?? UsualPort(options.Security);
        AllowPlainText = options.AllowPlainText;
        UserName = string.IsNullOrEmpty(options.UserName) ? null : options.UserName;
        Password = options.Password ?? "";
        AccessToken = options.AccessToken;
        LocalName = options.LocalName;
        MaxConnections = options.MaxConnections;
        CertificateValidation = options.CertificateValidation;
    }

    public string ConnectionName { get; }

    public string Host { get; }

    public int Port { get; }

    public SmtpSecurity Security { get; }

    public bool AllowPlainText { get; }

    public string? UserName { get; }

    public string Password { get; }

    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; }

    public string? LocalName { get; }

    public int MaxConnections { get; }

    public RemoteCertificateValidationCallback? CertificateValidation { get; }

    public SmtpTimeouts Timeouts { get; init; } = new();

    /// <summary>How many messages go over one connection before it is closed, since servers limit it and balancers want their turn.</summary>
    public int MessagesPerConnection { get; init; } = 100;

    /// <summary>Whether a host name or literal means this machine.</summary>
    /// <param name="host">The name or literal.</param>
    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static int UsualPort(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Implicit => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };
}
