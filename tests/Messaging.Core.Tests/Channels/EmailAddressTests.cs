using Messaging.Channels;

namespace Messaging.Core.Tests.Channels;

public sealed class EmailAddressTests
{
    [Fact]
    public void TryParse_EveryGoodAddress_IsAcceptedInItsWireForm()
    {
        Assert.True(EmailAddressCorpus.Good.Count >= 60);
        var failures = new List<string>();
        foreach (var (text, wire) in EmailAddressCorpus.Good)
        {
            if (!EmailAddress.TryParse(text, out var address, out var problem))
            {
                failures.Add($"{text}: {problem}");
            }
            else if (address.ToAddrSpec() != wire)
            {
                failures.Add($"{text}: {address.ToAddrSpec()} instead of {wire}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void TryParse_EveryBadAddress_IsRefusedForItsReason()
    {
        Assert.True(EmailAddressCorpus.Bad.Sum(static b => b.Texts.Length) >= 150);
        var failures = new List<string>();
        foreach (var (reason, texts) in EmailAddressCorpus.Bad)
        {
            foreach (var text in texts)
            {
                if (EmailAddress.TryParse(text, out var address, out var problem))
                {
                    failures.Add($"{Escape(text)}: accepted as {address.ToAddrSpec()}");
                }
                else if (!problem.Contains(reason, StringComparison.Ordinal))
                {
                    failures.Add($"{Escape(text)}: '{problem}' instead of '{reason}'");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void TryParse_ForbiddenCharacterAnywhere_IsRefused()
    {
        // Every control character, separator and format character of the basic plane, at every place of an address.
        var forbidden = Enumerable.Range(0, 0x10000).Select(static i => (char)i).Where(static c =>
            char.IsControl(c) || char.IsSeparator(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format
            || "\"\\()<>[],;:%!".Contains(c, StringComparison.Ordinal));
        const string good = "an.na@b-c.org";
        var accepted = (from c in forbidden
                        from at in Enumerable.Range(0, good.Length + 1)
                        where EmailAddress.TryParse(good.Insert(at, c.ToString()), out _, out _)
                        select (int)c).ToList();

        Assert.Empty(accepted);
    }

    [Fact]
    public void TryParse_Null_IsRefused()
    {
        Assert.False(EmailAddress.TryParse(null, out var address, out var problem));
        Assert.Null(address);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void TryParse_Problem_NeverRepeatsTheText()
    {
        foreach (var text in EmailAddressCorpus.Bad.SelectMany(static b => b.Texts).Where(static t => t.Length > 4))
        {
            Assert.False(EmailAddress.TryParse(text, out _, out var problem));
            Assert.DoesNotContain(text, problem, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void TryParse_WireForm_IsReadBackUnchanged()
    {
        foreach (var (_, wire) in EmailAddressCorpus.Good)
        {
            Assert.True(EmailAddress.TryParse(wire, out var again, out _));
            Assert.Equal(wire, again.ToAddrSpec());
        }
    }

    [Theory]
    [InlineData("anna@münchen.de", false)]
    [InlineData("đặng@example.vn", true)]
    public void IsInternational_OnlyTheMailboxName_Counts(string text, bool expected)
    {
        Assert.True(EmailAddress.TryParse(text, out var address, out _));
        Assert.Equal(expected, address.IsInternational);
    }

    [Fact]
    public void ToString_HoldsNothingOfTheAddress()
    {
        Assert.True(EmailAddress.TryParse("anna@example.org", out var address, out _));
        Assert.Equal("EmailAddress", address.ToString());
    }

    private static string Escape(string text) =>
        string.Concat(text.Take(60).Select(static c => c is > ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
}
