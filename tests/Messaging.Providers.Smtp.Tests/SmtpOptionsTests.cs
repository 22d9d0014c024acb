using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp.Tests;

public sealed class SmtpOptionsTests
{
    private const string Secret = "canary-secret";

    [Fact]
    public void Defaults_AreTheSafeOnes()
    {
        var options = new SmtpOptions();

        Assert.Equal(SmtpSecurity.StartTls, options.Security);
        Assert.Equal(4, options.MaxConnections);
        Assert.False(options.AllowPlainText);
        Assert.Empty(Validate(Valid()));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls, 587)]
    [InlineData(SmtpSecurity.Implicit, 465)]
    [InlineData(SmtpSecurity.None, 25)]
    public void Port_Unset_FollowsSecurity(SmtpSecurity security, int port) =>
        Assert.Equal(port, new SmtpSettings(new SmtpOptions { Security = security }, "smtp").Port);

    [Theory]
    [InlineData("Host", "")]
    [InlineData("From", "")]
    [InlineData("From", "nobody")]
    [InlineData("From", "a@example.org, b@example.org")]
    [InlineData("Port", 0)]
    [InlineData("Port", 65536)]
    [InlineData("MaxConnections", 0)]
    [InlineData("MaxConnections", 101)]
    [InlineData("Security", 7)]
    [InlineData("LocalName", "two words")]
    [InlineData("LocalName", "name\r\nMAIL")]
    public void Validate_AWrongValue_NamesTheOption(string option, object value)
    {
        var options = Valid();
        var property = typeof(SmtpOptions).GetProperty(option)!;
        property.SetValue(options, option == "Security" ? (SmtpSecurity)value : value);

        var problem = Assert.Single(Validate(options), p => p.Length > 0);

        Assert.Contains($"SmtpOptions.{option}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", null, false, "neither SmtpOptions.Password nor SmtpOptions.AccessToken")]
    [InlineData(null, Secret, false, "SmtpOptions.UserName is empty")]
    [InlineData(null, null, true, "SmtpOptions.UserName is empty")]
    [InlineData("user", Secret, true, "both set")]
    [InlineData("user\n", Secret, false, "control character")]
    [InlineData("user", Secret + "\0", false, "control character")]
    public void Validate_AnAccountThatCannotSignIn_SaysWhatIsMissing(string? user, string? password, bool hasToken, string expected)
    {
        var options = Valid();
        (options.UserName, options.Password) = (user, password);
        options.AccessToken = hasToken ? _ => ValueTask.FromResult(Secret) : null;

        var problem = Assert.Single(Validate(options), p => p.Length > 0);

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", Secret, false)]
    [InlineData("user", null, true)]
    [InlineData(null, null, false)]
    [InlineData("", "", false)]
    public void Validate_AnAccountThatCanSignIn_IsFine(string? user, string? password, bool hasToken)
    {
        var options = Valid();
        (options.UserName, options.Password) = (user, password);
        options.AccessToken = hasToken ? _ => ValueTask.FromResult(Secret) : null;

        Assert.Empty(Validate(options));
    }

    [Theory]
    [InlineData("localhost", false, true)]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("mail.example.org", false, false)]
    [InlineData("localhost.example.org", false, false)]
    [InlineData("10.0.0.1", false, false)]
    [InlineData("mail.example.org", true, true)]
    public void Validate_PlainText_IsOnlyForThisMachineUnlessAllowed(string host, bool allow, bool isFine)
    {
        var options = Valid();
        (options.Host, options.Security, options.AllowPlainText) = (host, SmtpSecurity.None, allow);

        var problems = Validate(options);

        Assert.Equal(isFine, problems.Count == 0);
        Assert.All(problems, p => Assert.Contains("SmtpOptions.Security is None and SmtpOptions.Host is '" + host, p, StringComparison.Ordinal));
    }

    private static SmtpOptions Valid() => new() { Host = "smtp.example.org", From = "Name <name@example.org>" };

    private static List<string> Validate(SmtpOptions options)
    {
        var result = new SmtpOptionsValidator().Validate(null, options);
        return [.. result.Failures ?? []];
    }
}
