using System.Text;

namespace Messaging.Providers.Smtp.Tests.Support;

/// <summary>What the server took: the envelope, the content with dot-stuffing undone, and the bytes as they came.</summary>
internal sealed record ReceivedMail(int Connection, string From, IReadOnlyList<string> Recipients, byte[] Content, byte[] Wire)
{
    public string Text => Encoding.UTF8.GetString(Content);
}
