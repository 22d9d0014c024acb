using System.Net.Sockets;
using Messaging.EntityFramework.Store;
using Npgsql;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>What every report of a PostgreSQL server, or its silence, leads to.</summary>
public sealed class StoreFaultsTests
{
    // State, may the call be repeated later, is it repeated at once, may the work have been done.
    [Theory]
    [InlineData("08000", true, false, true)]
    [InlineData("08001", true, false, false)] // could not connect
    [InlineData("08003", true, false, true)]
    [InlineData("08004", true, false, false)] // was not let in
    [InlineData("08006", true, false, true)]
    [InlineData("08007", true, false, true)]
    [InlineData("08P01", true, false, true)]
    [InlineData("22001", false, false, false)]
    [InlineData("23503", false, false, false)]
    [InlineData("23505", false, true, false)] // a key that another transaction took meanwhile: the repetition sees it
    [InlineData("25006", true, false, false)] // read-only server
    [InlineData("25P02", false, false, false)]
    [InlineData("25P03", true, false, false)] // idle in transaction for too long
    [InlineData("25P04", true, false, false)]
    [InlineData("28000", false, false, false)]
    [InlineData("28P01", false, false, false)]
    [InlineData("3D000", true, false, false)]
    [InlineData("40000", true, false, false)]
    [InlineData("40001", true, true, false)]
    [InlineData("40002", false, false, false)]
    [InlineData("40003", true, false, true)] // completion unknown
    [InlineData("40P01", true, true, false)]
    [InlineData("42501", false, false, false)]
    [InlineData("42601", false, false, false)]
    [InlineData("42704", false, false, false)] // a setting that is none
    [InlineData("42P01", true, false, false)]
    [InlineData("53000", true, false, false)]
    [InlineData("53100", true, false, false)]
    [InlineData("53200", true, false, false)]
    [InlineData("53300", true, false, false)]
    [InlineData("53400", true, false, false)]
    [InlineData("55006", true, false, false)]
    [InlineData("55P03", true, true, false)]
    [InlineData("57014", true, false, false)] // statement_timeout
    [InlineData("57P01", true, false, true)] // told to stop, perhaps after the commit
    [InlineData("57P02", true, false, true)]
    [InlineData("57P03", true, false, false)] // starting up
    [InlineData("57P04", true, false, false)]
    [InlineData("57P05", true, false, false)]
    [InlineData("58030", true, false, false)]
    [InlineData("XX000", false, false, false)]
    public void State_IsReadAsWhatItMeans(string state, bool isTransient, bool isRepeatedAtOnce, bool isOutcomeUnknown)
    {
        var failure = new PostgresException("secret words", "ERROR", "ERROR", state);
        var read = StoreFaults.Translate(failure, "do it", "AppDbContext");
        Assert.Equal((isTransient, isRepeatedAtOnce, isOutcomeUnknown), (read.IsTransient, StoreFaults.IsConflict(failure), read.OutcomeUnknown));
        Assert.DoesNotContain("secret words", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42704", "Options")]
    [InlineData("42501", "permission")]
    [InlineData("57P01", "stopping")]
    [InlineData("57P03", "starting")]
    public void State_IsSaidInWords(string state, string word) =>
        Assert.Contains(word, StoreFaults.Translate(new PostgresException("secret words", "ERROR", "ERROR", state), "do it", "AppDbContext").Message, StringComparison.Ordinal);

    [Fact]
    public void Silence_MayHaveBeenACommit()
    {
        Exception[] failures = [new NpgsqlException("read", new IOException()), new NpgsqlException("read", new TimeoutException()), new TimeoutException(), new SocketException()];
        foreach (var failure in failures)
        {
            var read = StoreFaults.Translate(failure, "do it", "AppDbContext");
            Assert.True(StoreFaults.IsDatabaseFailure(failure) && read is { IsTransient: true, OutcomeUnknown: true }, failure.ToString());
            Assert.False(StoreFaults.IsConflict(failure));
        }
    }
}
