namespace Messaging.Reliability.Host;

public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}
