using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks the options when the host starts.</summary>
[OptionsValidator]
internal sealed partial class WebhookEndpointOptionsValidator : IValidateOptions<WebhookEndpointOptions>;
