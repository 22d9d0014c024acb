namespace Messaging.Reliability.Host;

/// <summary>Which store a dispatcher uses: the real one, or one that leaves a guard out, to show that the tests would notice.</summary>
public enum StoreKind
{
    Real,

    /// <summary>Claims by reading candidates and then updating them by id.</summary>
    SelectThenUpdate,

    /// <summary>Starts and records by id, whatever the lease token says.</summary>
    Unfenced,

    /// <summary>Looks at counts and contacts before the start mark instead of with it.</summary>
    Unguarded,
}
