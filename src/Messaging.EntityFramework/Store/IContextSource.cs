using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Gives out contexts of the type that holds the messaging tables, each from a scope of its own.</summary>
internal interface IContextSource
{
    /// <summary>The name of the context type, for messages.</summary>
    string ContextName { get; }

    /// <summary>Whether the context is the library's own, whose schema the library brings up to date.</summary>
    bool IsDedicated { get; }

    /// <summary>A context, and what to dispose after use.</summary>
    (DbContext Context, IAsyncDisposable Lease) Create();
}
