namespace Messaging.Providers.Smtp.Client;

/// <summary>The longest waits of the client. Safety nets: the caller's token, cancelled at the provider time-out, normally ends an attempt before.</summary>
internal sealed record SmtpTimeouts
{
    /// <summary>One attempt to connect to one address of the host.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The TLS handshake.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A command and the whole of its reply, however slowly it drips in.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first reply on a connection that has been idle: short, so that a dead one leaves time for a fresh one.</summary>
    public TimeSpan Probe { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Handing one block of content to the network.</summary>
    public TimeSpan Block { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The answer to the final dot: as long as RFC 5321, 4.5.3.2.6 asks for, since giving up here costs certainty.</summary>
    public TimeSpan FinalReply { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>QUIT and its reply.</summary>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an unused connection is kept.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);
}
