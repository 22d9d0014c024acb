using Messaging.Channels;
using Messaging.Channels.Mailbox;
using Messaging.Core.Tests.Channels.Mime;
using Messaging.TestTools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests.Channels.Mailbox;

public sealed class MailboxConnectionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Serves_AfterAddMailbox_EveryWellKnownChannel()
    {
        var connections = Resolve(static b => b.AddMailbox());

        Assert.All(MessageChannel.WellKnown, c => Assert.True(connections.Serves(c)));
        Assert.False(connections.Serves("pigeon"));
    }

    [Fact]
    public void Serves_ChosenChannels_Only()
    {
        var connections = Resolve(static b => b.AddMailbox(static o => o.Channels = ["email", "pigeon"]));

        Assert.True(connections.Serves(MessageChannel.Email));
        Assert.True(connections.Serves("pigeon"));
        Assert.False(connections.Serves(MessageChannel.Sms));
    }

    [Fact]
    public void Serves_WithoutAddMailbox_Nothing()
    {
        var connections = Resolve(static b => MailboxMessagingBuilderExtensions.AddMailboxConnections(b.Services));

        Assert.All(MessageChannel.WellKnown, c => Assert.False(connections.Serves(c)));
    }

    [Fact]
    public async Task For_AnyChannel_WritesBelowTheChannelsFolder()
    {
        var connection = Resolve(b => b.AddMailbox(o => o.Folder = _folder.Path)).For("pigeon");

        Assert.Equal(("mailbox", "pigeon"), (connection.Name, connection.Channel.Value));
        Assert.Equal(SendOutcomeKind.Accepted, (await connection.Adapter.SendAsync(Mails.Outbound with { Channel = "pigeon" }, CancellationToken.None)).Kind);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "pigeon", $"{Mails.Outbound.IdempotencyKey}.json")));
    }

    [Fact]
    public async Task For_AfterACrash_RemovesWhatWasHalfWritten()
    {
        var leftover = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "email")).FullName, ".a.eml.x1y2z3.tmp");
        await File.WriteAllTextAsync(leftover, "half");

        Resolve(b => b.AddMailbox(o => o.Folder = _folder.Path)).For(MessageChannel.Email);

        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task For_RelativeFolder_StartsAtTheContentRoot()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        new MessagingBuilder(builder.Services).AddMailbox();
        using var host = builder.Build();

        await host.Services.GetRequiredService<MailboxConnections>().For(MessageChannel.Email).Adapter.SendAsync(Mails.Outbound, CancellationToken.None);

        Assert.True(File.Exists(Path.Combine(_folder.Path, "mailbox", "email", $"{Mails.Outbound.IdempotencyKey}.eml")));
    }

    [Fact]
    public void AddMailbox_Twice_IsOneMailboxWithBothSettings()
    {
        var services = new ServiceCollection();
        new MessagingBuilder(services).AddMailbox(static o => o.Folder = "a").AddMailbox(static o => o.From = "x@localhost");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<MailboxOptions>>().Value;
        Assert.Equal(("a", "x@localhost"), (options.Folder, options.From));
        Assert.Single(provider.GetServices<MailboxConnections>());
        Assert.Single(provider.GetServices<IValidateOptions<MailboxOptions>>());
    }

    [Theory]
    [InlineData("", "mailbox@localhost", "Folder")]
    [InlineData("mailbox", "", "From")]
    [InlineData("mailbox", "nobody", "From")]
    [InlineData("mailbox", "a@example.org, b@example.org", "From")]
    public async Task StartAsync_BadOptions_NamesTheOption(string folder, string from, string option)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        new MessagingBuilder(builder.Services).AddMailbox(o => (o.Folder, o.From) = (folder, from));
        using var host = builder.Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(option, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ChannelWithoutName_Fails() =>
        Assert.True(new MailboxOptionsValidator().Validate(null, new MailboxOptions { Channels = [default] }).Failed);

    private static MailboxConnections Resolve(Action<MessagingBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(new MessagingBuilder(services));
        return services.BuildServiceProvider().GetRequiredService<MailboxConnections>();
    }
}
