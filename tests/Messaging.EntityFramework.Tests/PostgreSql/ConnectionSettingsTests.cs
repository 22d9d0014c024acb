using Messaging.PostgreSql;

namespace Messaging.EntityFramework.Tests.PostgreSql;

public sealed class ConnectionSettingsTests
{
    private const string All = "-c statement_timeout=10s -c lock_timeout=2s -c idle_in_transaction_session_timeout=30s -c enable_seqscan=off -c jit=off";

    [Theory]
    [InlineData("Host=a", All)]
    [InlineData("Host=a;Options=-c geqo=off", "-c geqo=off " + All)]
    [InlineData("Host=a;Options=-c statement_timeout=0 -c deadlock_timeout=1s", "-c statement_timeout=0 -c deadlock_timeout=1s -c lock_timeout=2s -c idle_in_transaction_session_timeout=30s -c enable_seqscan=off -c jit=off")]
    [InlineData("Host=a;Options=--lock-timeout=5s", "--lock-timeout=5s -c statement_timeout=10s -c idle_in_transaction_session_timeout=30s -c enable_seqscan=off -c jit=off")]
    [InlineData("Host=a;Options=-c jit=on -cENABLE_SEQSCAN=on", "-c jit=on -cENABLE_SEQSCAN=on -c statement_timeout=10s -c lock_timeout=2s -c idle_in_transaction_session_timeout=30s")]
    [InlineData("Host=a;Options=-c\tstatement_timeout=1s  --jit=on\t-c enable-seqscan=on -c lock_timeout=1s -c idle_in_transaction_session_timeout=1s", "-c\tstatement_timeout=1s  --jit=on\t-c enable-seqscan=on -c lock_timeout=1s -c idle_in_transaction_session_timeout=1s")]
    [InlineData("Host=a;Options=-c search_path=jit,a--jit=1", "-c search_path=jit,a--jit=1 " + All)]
    [InlineData("Host=a;No Reset On Close=true", null)]
    public void Options_KeepWhatTheHostSet(string given, string? expected) => Assert.Equal(expected, ConnectionSettings.Complete(given).Options);

    [Theory]
    [InlineData("Host=a", null)]
    [InlineData("Host=a,b", "primary")]
    [InlineData("Host=a,b;Target Session Attributes=read-write", "read-write")]
    public void SeveralHosts_MeanThePrimary(string given, string? expected) => Assert.Equal(expected, ConnectionSettings.Complete(given).TargetSessionAttributes);

    [Theory]
    [InlineData("Host=a", 64)]
    [InlineData("Host=a;Max Auto Prepare=0", 0)]
    [InlineData("Host=a;maxautoprepare=5", 5)]
    [InlineData("Host=a;No Reset On Close=true", 0)]
    public void Statements_StayPrepared_UnlessTheHostSaysOtherwise(string given, int expected) => Assert.Equal(expected, ConnectionSettings.Complete(given).MaxAutoPrepare);

    [Theory]
    [InlineData("Host=a")]
    [InlineData("Host=a;No Reset On Close=true")]
    public void Sessions_AreNotResetBetweenUses(string given) => Assert.True(ConnectionSettings.Complete(given).NoResetOnClose);

    [Fact]
    public void Listener_HasAConnectionOfItsOwn()
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionSettings.ForListening(ConnectionSettings.Complete("Host=a;Application Name=shop")));
        Assert.Equal((false, "shop listener"), (settings.Pooling, settings.ApplicationName));
    }
}
