namespace Messaging.Templates.Rendering;

/// <summary>What <c>{{#each}}</c> can repeat.</summary>
internal interface IRepeatable
{
    int Count { get; }

    /// <summary>The values in order, each with its index or name.</summary>
    IEnumerable<(object Key, object Value)> Items { get; }
}
