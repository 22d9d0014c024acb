using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Checks the annotations of <see cref="DispatcherOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class DispatcherOptionsValidator : IValidateOptions<DispatcherOptions>;
