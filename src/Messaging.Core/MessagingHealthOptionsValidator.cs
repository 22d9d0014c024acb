using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks the annotations of <see cref="MessagingHealthOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class MessagingHealthOptionsValidator : IValidateOptions<MessagingHealthOptions>;
