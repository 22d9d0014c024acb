namespace Messaging.EntityFramework.Tests.Support;

public sealed class CommitFaultException() : Exception("The commit failed, or its answer was lost.");
