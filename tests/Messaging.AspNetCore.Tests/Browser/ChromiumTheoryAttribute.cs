using Messaging.TestTools;

namespace Messaging.AspNetCore.Tests.Browser;

/// <summary>A theory that drives a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute() : RequiresTheoryAttribute(Chromium.Requirement);
