using Microsoft.Extensions.Options;

namespace Messaging.Providers.Smtp;

/// <summary>Checks each of the <see cref="SmtpOptions"/> by itself; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class SmtpOptionsValidator : IValidateOptions<SmtpOptions>;
