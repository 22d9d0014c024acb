using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks the annotations of <see cref="MessagingOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class MessagingOptionsValidator : IValidateOptions<MessagingOptions>;
