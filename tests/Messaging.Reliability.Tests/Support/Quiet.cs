namespace Messaging.Reliability.Tests.Support;

/// <summary>Tests that need the processors for themselves: they load them, or measure.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Quiet
{
    public const string Name = "quiet";
}
