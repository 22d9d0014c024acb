using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Testing;

namespace Messaging.Core.Tests.Channels;

public sealed class CapabilityRulesTests
{
    public static TheoryData<ChannelCapabilities> Contradictions =>
    [
        new ChannelCapabilities { MaxBatchSize = 0 },
        new ChannelCapabilities { MaxBatchSize = 2 },
        new ChannelCapabilities { IdempotencyWindow = TimeSpan.Zero },
        new ChannelCapabilities { ConversationWindow = TimeSpan.FromHours(-1) },
    ];

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Start_AdapterThatContradictsItself_IsNamed(ChannelCapabilities capabilities)
    {
        var failure = Assert.Throws<MessagingConfigurationException>(() => new TestHost(email: new RecordingChannelAdapter { Capabilities = capabilities }).Get<ChannelDirectory>());
        Assert.Contains("'email'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capabilities_OfSeveralConnections_AreWhatAllOfThemCanDo()
    {
        await using var host = new TestHost(
            b => b.AddChannel("second", MessageChannel.Email, _ => new RecordingChannelAdapter { Capabilities = new() { ConversationWindow = TimeSpan.FromHours(1), ApprovedTemplates = true } }),
            new RecordingChannelAdapter { Capabilities = new() { Attachments = true, ConversationWindow = TimeSpan.FromHours(24), ApprovedTemplates = true } });
        var common = host.Get<ChannelDirectory>().Default.Capabilities[MessageChannel.Email]!;
        Assert.Equal((false, TimeSpan.FromHours(1), true), (common.Attachments, common.ConversationWindow, common.ApprovedTemplates));
    }
}
