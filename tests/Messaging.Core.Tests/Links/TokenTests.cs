using System.Buffers.Text;
using System.Diagnostics;
using Messaging.Links;
using Xunit.Abstractions;

namespace Messaging.Core.Tests.Links;

/// <summary>Only what was sealed here, for this purpose, opens.</summary>
public sealed class TokenTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LinkKeys Keys = KeysOf(Key(1, 1));

    [Fact]
    public void Token_WithAnyBitFlipped_IsRefused()
    {
        var token = Keys.Seal("reset", LinkPayload.Write(Claims()), Now);
        Assert.NotNull(Keys.Open("reset", token));
        var bytes = Base64Url.DecodeFromChars(token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Keys.Open("reset", Base64Url.EncodeToString(changed)));
        }

        output.WriteLine($"{bytes.Length * 8} bits flipped, 0 accepted; the token has {token.Length} characters.");
    }

    [Fact]
    public void Token_WithAnyCharacterReplaced_IsRefused()
    {
        // The last character has bits that no byte holds: another text for the same bytes is refused too.
        var token = Keys.Seal("reset", LinkPayload.Write(Claims()), Now);
        foreach (var (i, c) in from i in Enumerable.Range(0, token.Length) from c in "AQgw09-_ =+/" where c != token[i] select (i, c))
        {
            Assert.Null(Keys.Open("reset", string.Concat(token.AsSpan(0, i), c.ToString(), token.AsSpan(i + 1))));
        }
    }

    [Fact]
    public void Token_TruncatedOrExtended_IsRefused()
    {
        var token = Keys.Seal("reset", LinkPayload.Write(Claims()), Now);
        Assert.All(Enumerable.Range(0, token.Length), length => Assert.Null(Keys.Open("reset", token[..length])));
        Assert.All(new[] { token + "A", token + "AAAA", " " + token, token + "\n", new string('A', 5000) }, t => Assert.Null(Keys.Open("reset", t)));
        Assert.Null(Keys.Open("reset", null));
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("rese")]
    [InlineData("resett")]
    [InlineData(TrackedLink.Purpose)]
    public void Token_ForAnotherPurpose_IsRefused(string purpose) => Assert.Null(Keys.Open(purpose, Keys.Seal("reset", LinkPayload.Write(Claims()), Now)));

    [Fact]
    public void Token_OfAnotherKey_IsRefused()
    {
        var token = Keys.Seal("reset", LinkPayload.Write(Claims()), Now);
        Assert.Null(KeysOf(Key(1, 2)).Open("reset", token));
        Assert.Null(KeysOf(Key(2, 1)).Open("reset", token));
        Assert.NotNull(KeysOf(Key(2, 2), Key(1, 1)).Open("reset", token));
    }

    [Fact]
    public void Token_ShowsNothingOfWhatItCarries()
    {
        var claims = Claims() with { RecipientId = "anna@example.org", Subject = "oncology" };
        var bytes = Base64Url.DecodeFromChars(Keys.Seal("reset", LinkPayload.Write(claims), Now));
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.DoesNotContain("anna", text, StringComparison.Ordinal);
        Assert.DoesNotContain("oncology", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_WrittenAndRead_AreTheSame()
    {
        foreach (var claims in new[]
        {
            Claims(),
            Claims() with { Channel = "fax", AddressId = Guid.NewGuid(), MessageId = Guid.NewGuid(), SingleUse = true, Locale = "vi-VN", RecipientId = "Đặng ü 鳥" },
            new LinkClaims { Purpose = LinkPurpose.Payment, ExpiresAt = Now, Channel = MessageChannel.InApp, AddressId = Guid.Empty },
        })
        {
            Assert.Equal(claims, LinkPayload.Read(claims.Purpose, LinkPayload.Write(claims)));
        }
    }

    [Fact]
    public void Key_NewestInForceWhenTheMessageWasMade_Signs()
    {
        var keys = KeysOf(Key(2, 2, Now.AddDays(10)), Key(1, 1, Now), Key(3, 3, Now.AddDays(20)));
        Assert.Equal([1, 1, 2, 3], new[] { Now.AddDays(-1), Now.AddDays(9), Now.AddDays(10), Now.AddDays(99) }.Select(t => keys.At(t).Id));
        var payload = LinkPayload.Write(Claims());
        Assert.Equal(KeysOf(Key(1, 1, Now)).Seal("unsubscribe", payload, Now), keys.Seal("unsubscribe", payload, Now));
    }

    [Fact]
    public void Verification_OfValidAndInvalidTokens_TakesTheSameTime()
    {
        const int rounds = 20_000;
        var token = Keys.Seal("reset", LinkPayload.Write(Claims()), Now);
        var bytes = Base64Url.DecodeFromChars(token);
        bytes[^1] ^= 1;
        var wrong = Base64Url.EncodeToString(bytes);
        bytes[0] ^= 0x80;
        var unknownKey = Base64Url.EncodeToString(bytes);
        var (valid, invalid, unknown) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            valid.Add(Time(token));
            invalid.Add(Time(wrong));
            unknown.Add(Time(unknownKey));
        }

        // Printed, not asserted: a shared machine is no stopwatch.
        output.WriteLine($"median of {rounds} each: valid {Median(valid):F2} µs, wrong signature {Median(invalid):F2} µs, unknown key {Median(unknown):F2} µs");
        Assert.All(new[] { valid, invalid, unknown }, t => Assert.True(Median(t) > 0));
    }

    private static double Time(string token)
    {
        var start = Stopwatch.GetTimestamp();
        Keys.Open("reset", token);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static LinkClaims Claims() => new() { Purpose = LinkPurpose.PasswordReset, ExpiresAt = Now.AddMinutes(15), Tenant = "north", RecipientType = "parent", RecipientId = "p-1", Subject = "s", Locale = "de" };

    private static LinkKey Key(int id, byte fill, DateTimeOffset from = default) => new(id, Enumerable.Repeat(fill, 32).ToArray(), from);

    private static LinkKeys KeysOf(params LinkKey[] keys) => new(new FixedKeys(keys));

    private sealed class FixedKeys(LinkKey[] keys) : ILinkKeySource
    {
        public IReadOnlyList<LinkKey> Keys => keys;
    }
}
