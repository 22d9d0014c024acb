namespace Messaging.TestTools;

/// <summary>The configuration of a private Exim: every recipient is local and delivered into one maildir, apart from a few who are refused.</summary>
internal static class EximConfiguration
{
    /// <summary>Writes the configuration.</summary>
    /// <param name="folder">The server's own folder.</param>
    /// <param name="user">The user and group to run as, as numbers: Exim otherwise insists on its own.</param>
    /// <param name="port">The port for plain text and STARTTLS.</param>
    /// <param name="tlsPort">The port for TLS from the first byte.</param>
    /// <param name="requireSignIn">Whether mail is taken only after AUTH.</param>
    public static string Write(string folder, (int User, int Group) user, int port, int tlsPort, bool requireSignIn) => $$"""
        primary_hostname = exim.test
        exim_user = {{user.User}}
        exim_group = {{user.Group}}
        spool_directory = {{folder}}/spool
        log_file_path = {{folder}}/log/%slog
        pid_file_path = {{folder}}/exim.pid
        local_interfaces = <; 127.0.0.1
        daemon_smtp_ports = {{port}} : {{tlsPort}}
        tls_on_connect_ports = {{tlsPort}}
        daemon_startup_retries = 0
        tls_advertise_hosts = *
        tls_certificate = {{folder}}/certificate.pem
        tls_privatekey = {{folder}}/key.pem
        smtputf8_advertise_hosts = *
        pipelining_connect_advertise_hosts = :
        message_size_limit = 20M
        recipients_max = 1
        smtp_accept_max = 200
        smtp_accept_max_per_connection = 0
        smtp_accept_queue_per_connection = 0
        smtp_receive_timeout = 30s
        rfc1413_query_timeout = 0s
        host_lookup =
        keep_environment =
        deliver_drop_privilege
        acl_smtp_mail = mail
        acl_smtp_rcpt = rcpt
        acl_smtp_data = data

        begin acl
        mail:
          deny condition = {{(requireSignIn ? "yes" : "no")}}
               !authenticated = *
               message = 530 5.7.0 Sign in first
          deny senders = blocked@*
               message = 550 5.7.1 This sender is not welcome
          accept
        rcpt:
          deny local_parts = unknown
               message = 550 5.1.1 <$local_part@$domain> is not known here
          deny local_parts = full
               message = 552 5.2.2 The mailbox is full
          defer local_parts = later
               message = 451 4.7.1 Greylisted, come back later
          accept
        data:
          deny condition = ${if def:header_x-refuse:}
               message = 554 5.7.1 This content is refused
          defer condition = ${if def:header_x-defer:}
               message = 451 4.3.0 Not now
          accept

        begin routers
        everyone:
          driver = accept
          transport = maildir

        begin transports
        maildir:
          driver = appendfile
          directory = {{folder}}/mail
          maildir_format
          use_crlf
          envelope_to_add
          return_path_add

        begin retry
        * * F,1h,15m

        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = {{SignIn("$auth2", "$auth3")}}
          server_set_id = $auth2
        login:
          driver = plaintext
          public_name = LOGIN
          server_prompts = <| Username: | Password:
          server_condition = {{SignIn("$auth1", "$auth2")}}
          server_set_id = $auth1

        """;

    private static string SignIn(string user, string password) =>
        "${if and {{eq{" + user + "}{" + EximServer.UserName + "}}{eq{" + password + "}{" + EximServer.Password + "}}}}";
}
