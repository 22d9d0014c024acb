using System.Text;
using Messaging.Channels.Mime;
using Messaging.TestTools;

namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>Whatever a value holds, the email has the headers and the parts it was given: 2,000 attempts, none of which may add one.</summary>
public sealed class HeaderInjectionTests(PythonMailReader reader) : IClassFixture<PythonMailReader>
{
    private const int Attempts = 2_000;
    private const string Structure = "mixed(alternative(text/plain,related(text/html,image/png)),application/pdf)";
    private static readonly string[] HeaderNames = ["Date", "From", "To", "Reply-To", "Subject", "Message-ID", "X-Campaign", "MIME-Version", "Content-Type"];
    private static readonly int BoundaryLines = RawMail.Parse(MimeWriter.Write(new InjectionAttempt("none", "").Apply())).BoundaryLines;

    [Fact]
    public void Write_AnyValue_AddsNoHeaderLineOrPart()
    {
        var written = new Dictionary<string, int>(StringComparer.Ordinal);
        var injected = new List<InjectionAttempt>();
        foreach (var attempt in InjectionAttempt.Generate(Attempts))
        {
            if (TryWrite(attempt) is not { } mail)
            {
                continue;
            }

            written[attempt.Field] = written.GetValueOrDefault(attempt.Field) + 1;
            if (IsInjected(mail))
            {
                injected.Add(attempt);
            }
        }

        Assert.Empty(injected);

        // Free text must get through: a writer that refused everything would prove nothing.
        Assert.Equal(Attempts / InjectionAttempt.Fields.Count, written["text"]);
        Assert.Equal(Attempts / InjectionAttempt.Fields.Count, written["html"]);
        Assert.Equal(Attempts / InjectionAttempt.Fields.Count, written["fileName"]);
        Assert.All(["subject", "fromName", "senderName", "recipientName", "headerValue"], field => Assert.InRange(written[field], 10, 100));
    }

    [PythonFact]
    public void Write_AnyValue_ShowsAReaderTheSameHeadersAndParts()
    {
        // A sample, since this reader is slow. Seven shares no factor with the number of fields, so every field is in it.
        foreach (var attempt in InjectionAttempt.Generate(Attempts).Where(static (_, i) => i % 7 == 0))
        {
            if (TryWrite(attempt) is not { } mail)
            {
                continue;
            }

            var view = reader.Read(mail);
            Assert.Equal(HeaderNames, view.Headers.Select(static h => h.Name), StringComparer.Ordinal);
            Assert.Equal(attempt.Field is "contentType" ? Structure.Replace("application/pdf", view.Parts[^1].Type, StringComparison.Ordinal) : Structure, view.Structure);
            Assert.Single(view.From);
            Assert.Single(view.To);
            Assert.Single(view.ReplyTo);
            Assert.All(view.Headers, static h => Assert.DoesNotContain(h.Value, static c => c is '\r' or '\n' or '\0'));
            Assert.DoesNotContain(view.Parts, static p => p.FileName is "evil.exe");
        }
    }

    [Fact]
    public void IsInjected_WriterThatConcatenates_IsCaught()
    {
        // The control: the same attempts through the obvious wrong code must be noticed.
        var caught = InjectionAttempt.Generate(Attempts).Where(static a => a.Field is "subject").Count(static a => IsInjected(Concatenate(a.Text)));

        Assert.InRange(caught, 50, Attempts);
    }

    private static byte[]? TryWrite(InjectionAttempt attempt)
    {
        try
        {
            return MimeWriter.Write(attempt.Apply());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsInjected(byte[] bytes)
    {
        try
        {
            var mail = RawMail.Parse(bytes);
            var names = mail.Headers.Select(static h => h.Name);
            return !names.SequenceEqual(HeaderNames, StringComparer.Ordinal) || mail.BoundaryLines != BoundaryLines || mail.Headers.Any(static h => h.Value.Any(char.IsControl));
        }
        catch (Xunit.Sdk.XunitException)
        {
            return true;
        }
    }

    private static byte[] Concatenate(string subject)
    {
        var good = Encoding.UTF8.GetString(MimeWriter.Write(new InjectionAttempt("none", "").Apply()));
        return Encoding.UTF8.GetBytes(good.Replace("Subject: Subject", $"Subject: {subject}", StringComparison.Ordinal));
    }
}
