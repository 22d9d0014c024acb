using Messaging.Core.Tests.Support;
using Messaging.Planning;
using Messaging.Templates;

namespace Messaging.Core.Tests.Planning;

public sealed class RequestHashTests
{
    [Fact]
    public void Compute_EverythingButTheKey_Counts()
    {
        var good = TestHost.Request() with { Data = new { b = 1, a = 2 } };
        MessageRequest[] variants =
        [
            good,
            good with { Tenant = "t" },
            good with { Type = "t" },
            good with { Category = MessageCategory.Marketing },
            good with { Priority = MessagePriority.Low },
            good with { Content = good.Content! with { Text = "other" } },
            good with { Content = good.Content! with { Html = "<p>" } },
            good with { To = [good.To[0], good.To[0]] },
            good with { To = [good.To[0] with { Name = "n" }] },
            good with { To = [good.To[0] with { Locale = "de" }] },
            good with { To = [good.To[0] with { Data = new { a = 3 } }] },
            good with { To = [good.To[0] with { Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.Sms] = "+491701234567" } }] },
            good with { Channels = [MessageChannel.Email] },
            good with { Data = new { b = 1, a = 3 } },
            good with { Tags = ["x"] },
            good with { Metadata = new Dictionary<string, string> { ["x"] = "y" } },
            good with { Headers = new Dictionary<string, string> { ["x"] = "y" } },
            good with { SenderName = "x" },
            good with { ReplyTo = "x@example.org" },
            good with { SendAt = DateTimeOffset.UnixEpoch },
            good with { ExpiresAt = DateTimeOffset.UnixEpoch },
            good with { Entity = new EntityReference("x", "y") },
            good with { CreatedBy = "x" },
        ];
        Assert.Equal(variants.Length, variants.Select(Hash).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Hash(good), Hash(good with { IdempotencyKey = "k" }));
    }

    [Fact]
    public void Compute_SameDataInAnotherOrder_IsTheSame() =>
        Assert.Equal(Hash(TestHost.Request() with { Data = new { b = 1, a = 2 } }), Hash(TestHost.Request() with { Data = """{ "a": 2, "b": 1 }""" }));

    private static string Hash(MessageRequest request) => Convert.ToHexString(RequestHash.Compute(request, TemplateData.From(request.Data), []));
}
