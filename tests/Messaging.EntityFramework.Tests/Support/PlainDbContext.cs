using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A context whose author forgot the messaging tables.</summary>
public sealed class PlainDbContext(DbContextOptions<PlainDbContext> options) : DbContext(options);
