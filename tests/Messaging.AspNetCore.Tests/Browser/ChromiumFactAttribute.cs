using Messaging.TestTools;

namespace Messaging.AspNetCore.Tests.Browser;

/// <summary>A fact that drives a browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute() : RequiresFactAttribute(Chromium.Requirement);
