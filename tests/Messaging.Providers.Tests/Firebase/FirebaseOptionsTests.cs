using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Providers.Firebase;
using Messaging.Providers.Tests.Firebase.Support;
using Messaging.TestTools;

namespace Messaging.Providers.Tests.Firebase;

public sealed class FirebaseOptionsTests
{
    private static readonly Uri Token = new("https://oauth2.googleapis.com/token");

    public static TheoryData<Action<FirebaseOptions>, string> Problems => new()
    {
        { o => o.CredentialsJson = null, "CredentialsJson and CredentialsFile are both empty" },
        { o => o.CredentialsJson = "", "CredentialsJson and CredentialsFile are both empty" },
        { o => o.CredentialsFile = "key.json", "both set" },
        { o => (o.CredentialsJson, o.CredentialsFile) = (null, "/nowhere/key.json"), "could not be read: DirectoryNotFoundException" },
        { o => o.CredentialsJson = "not json", "no JSON object" },
        { o => o.CredentialsJson = "null", "no JSON object" },
        { o => o.CredentialsJson = "{}", "not of the type 'service_account'" },
        { o => o.CredentialsJson = """{"type":"authorized_user"}""", "not of the type 'service_account'" },
        { o => o.CredentialsJson = """{"type":"service_account","client_email":"a@b"}""", "lacks client_email or private_key" },
        { o => o.CredentialsJson = FirebaseAccount.Json(new Uri("http://tokens.example.org/")), "no token_uri with https" },
        { o => o.CredentialsJson = FirebaseAccount.Json(Token, "no key"), "no RSA key in PEM" },
        { o => o.CredentialsJson = FirebaseAccount.Json(Token, ECDsa.Create().ExportPkcs8PrivateKeyPem()), "no RSA key in PEM" },
        { o => o.CredentialsJson = FirebaseAccount.Json(Token).Replace(FirebaseAccount.Project, "", StringComparison.Ordinal), "Set FirebaseOptions.ProjectId" },
        { o => o.ProjectId = "a/b", "FirebaseOptions.ProjectId" },
        { o => o.BaseUrl = new Uri("http://fcm.example.org/"), "must be an https address" },
        { o => o.BaseUrl = new Uri("/v1", UriKind.Relative), "must be an https address" },
        { o => o.BaseUrl = null!, "FirebaseOptions.BaseUrl is null" },
        { o => o.TimeToLive = TimeSpan.FromDays(29), "FirebaseOptions.TimeToLive" },
        { o => o.TimeToLive = TimeSpan.FromSeconds(-1), "FirebaseOptions.TimeToLive" },
        { o => o.Data["from"] = "x", "the key 'from'" },
        { o => o.Data["message_type"] = "x", "the key 'message_type'" },
        { o => o.Data["google.x"] = "x", "the key 'google.x'" },
        { o => o.Data["gcm"] = "x", "the key 'gcm'" },
        { o => o.Data["reference"] = "x", "the key 'reference'" },
        { o => o.Data[""] = "x", "the key ''" },
        { o => o.Data["x"] = null!, "the key 'x'" },
        { o => o.AndroidJson = "[]", "FirebaseOptions.AndroidJson is no JSON object" },
        { o => o.ApnsJson = "{", "FirebaseOptions.ApnsJson is no JSON (line 1)" },
        { o => o.WebpushJson = "7", "FirebaseOptions.WebpushJson is no JSON object" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Options_ThatCannotWork_SayWhatIsWrong(Action<FirebaseOptions> change, string expected)
    {
        var options = Valid();
        change(options);
        var result = new FirebaseOptionsValidator().Validate(null, options);
        Assert.Contains(result.Failures ?? [], f => f.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(FirebaseAccount.Pem.Split('\n')[2], result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThatWork_Pass()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "key.json");
        File.WriteAllText(file, FirebaseAccount.Json(Token));
        var options = new FirebaseOptions { CredentialsFile = file, TimeToLive = TimeSpan.FromDays(28), AndroidJson = """{"priority":"HIGH"}""", Data = new Dictionary<string, string> { ["app"] = "crew" } };
        Assert.True(new FirebaseOptionsValidator().Validate(null, options).Succeeded);
        Assert.True(new FirebaseOptionsValidator().Validate(null, FirebaseAccount.Options(new Uri("http://127.0.0.1:1/"))).Succeeded);
    }

    [Fact]
    public void Options_PrintedOrWritten_ShowNoKey()
    {
        var options = Valid();
        var secret = FirebaseAccount.Pem.Split('\n')[2];
        Assert.DoesNotContain(secret, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    private static FirebaseOptions Valid() => new() { CredentialsJson = FirebaseAccount.Json(Token) };
}
