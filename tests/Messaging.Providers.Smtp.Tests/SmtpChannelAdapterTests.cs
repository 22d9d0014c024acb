using Messaging.Channels;
using Messaging.Channels.Mime;
using Messaging.Providers.Smtp.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Providers.Smtp.Tests;

public sealed class SmtpChannelAdapterTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Send_AMessage_CarriesWhatTheMimeWriterWrites()
    {
        await using var adapter = Adapter();
        var message = Make.Message(text: "Hello\r\n.\r\n..\r\nBye", html: "<p>Hello</p>") with { SenderName = "Crew", ReplyTo = "answers@example.org" };

        var outcome = await adapter.SendAsync(message, default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        var mail = Assert.Single(_server.Mails);
        Assert.Equal(MimeWriter.Write(EmailMessage.Create(message, Make.From)), mail.Content);
        Assert.Equal(message.Address, Assert.Single(mail.Recipients));
        Assert.Contains("From: Crew <from@example.org>", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToAServerWithFeatures_UsesThem()
    {
        await using var adapter = Adapter();

        await adapter.SendAsync(Make.Message("jürgen@example.org"), default).WithinTestTime();

        Assert.Matches("^MAIL FROM:<from@example.org> SIZE=[0-9]+ BODY=8BITMIME SMTPUTF8$", Assert.Single(_server.CommandsOf("MAIL"), c => c.Length > 0));
        Assert.Equal("RCPT TO:<jürgen@example.org>", Assert.Single(_server.CommandsOf("RCPT"), c => c.Length > 0));
    }

    [Fact]
    public async Task Send_ToAServerWithoutFeatures_AsksForNone()
    {
        _server.On("EHLO", "500 5.5.1 What");
        await using var adapter = Adapter();

        var outcome = await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal("EHLO HELO MAIL RCPT DATA", string.Join(' ', _server.Verbs.Split(' ')[..5]));
        Assert.Equal("MAIL FROM:<from@example.org>", Assert.Single(_server.CommandsOf("MAIL"), c => c.Length > 0));
    }

    [Fact]
    public async Task Send_WithoutALocalName_GivesTheAddressLiteral()
    {
        await using var adapter = Adapter();

        await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal("EHLO [127.0.0.1]", _server.Commands.First());
    }

    [Fact]
    public async Task Send_LargerThanTheServerTakes_IsRejectedBeforeItIsAsked()
    {
        _server.Features[_server.Features.IndexOf("SIZE 10485760")] = "SIZE 200";
        await using var adapter = Adapter();

        var outcome = await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.TooLarge, "size"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Empty(_server.CommandsOf("MAIL"));
    }

    [Fact]
    public async Task Send_InternationalAddressToAServerWithoutSmtpUtf8_IsRejectedBeforeItIsAsked()
    {
        _server.Features.Remove("SMTPUTF8");
        await using var adapter = Adapter();

        var outcome = await adapter.SendAsync(Make.Message("jürgen@example.org"), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.Refused, "smtputf8"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Empty(_server.CommandsOf("MAIL"));
    }

    [Fact]
    public async Task Send_InternationalDomainToAServerWithoutSmtpUtf8_IsSentInAsciiForm()
    {
        _server.Features.Remove("SMTPUTF8");
        await using var adapter = Adapter();

        var outcome = await adapter.SendAsync(Make.Message("to@bücher.example"), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal("to@xn--bcher-kva.example", Assert.Single(_server.Mails).Recipients[0]);
    }

    [Theory]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org>\r\nRCPT TO:<b@example.org")]
    [InlineData("Name <a@example.org>")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("")]
    public async Task Send_ToWhatIsNotOneAddress_IsRejectedWithoutConnecting(string to)
    {
        await using var adapter = Adapter();

        var outcome = await adapter.SendAsync(Make.Message(to), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.InvalidRecipient, "address"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task Send_WhatCannotBeWritten_IsRejectedWithoutConnecting()
    {
        await using var adapter = Adapter();
        var message = Make.Message(header: "X-Bad\r\nBcc");

        var outcome = await adapter.SendAsync(message, default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.Unexpected, "compose"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task Send_NobodyListens_IsRetry()
    {
        await _server.DisposeAsync();
        await using var adapter = Adapter();

        var outcome = await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Network, "connect"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
    }

    [Fact]
    public async Task Send_ToANameThatDoesNotExist_IsRetry()
    {
        await using var adapter = Adapter(o =>
        {
            o.Host = "smtp.invalid";
            o.AllowPlainText = true;
        });

        var outcome = await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal(SendOutcomeKind.Retry, outcome.Kind);
        Assert.Contains(outcome.Failure!.Code, new[] { "dns", "timeout" }, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Send_HostWithSeveralAddresses_TriesEach()
    {
        await using var adapter = Adapter(o => o.Host = "localhost");

        Assert.Equal(SendOutcomeKind.Accepted, (await adapter.SendAsync(Make.Message(), default).WithinTestTime()).Kind);
    }

    [Fact]
    public void Capabilities_SayWhatSmtpCanDo()
    {
        using var adapter = Adapter();

        Assert.Equal(new ChannelCapabilities { Attachments = true, InternationalAddresses = true }, adapter.Capabilities);
        Assert.Null(adapter.Capabilities.IdempotencyWindow);
    }

    [Fact]
    public void Create_WithoutASender_NamesTheCallThatSetsIt()
    {
        var options = new SmtpOptions { Host = "localhost" };

        var e = Assert.Throws<MessagingConfigurationException>(() => new SmtpChannelAdapter("smtp", options, TimeProvider.System, NullLogger.Instance));

        Assert.Contains("AddSmtp", e.Message, StringComparison.Ordinal);
    }

    private SmtpChannelAdapter Adapter(Action<SmtpOptions>? configure = null) =>
        new("smtp", Make.Options(_server.Port, configure), TimeProvider.System, NullLogger.Instance);
}
