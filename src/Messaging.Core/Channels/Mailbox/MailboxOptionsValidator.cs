using Microsoft.Extensions.Options;

namespace Messaging.Channels.Mailbox;

/// <summary>Checks the options when the host starts.</summary>
internal sealed partial class MailboxOptionsValidator : IValidateOptions<MailboxOptions>
{
    public ValidateOptionsResult Validate(string? name, MailboxOptions options)
    {
        var annotations = new Annotations().Validate(name, options);
        if (annotations.Failed)
        {
            return annotations;
        }

        if (!NamedAddress.TryParse(options.From, out _, out var problem))
        {
            return ValidateOptionsResult.Fail($"MailboxOptions.From is not a sender such as 'Messaging <mailbox@localhost>'. {problem}");
        }

        return options.Channels.Any(static c => c.IsEmpty)
            ? ValidateOptionsResult.Fail("MailboxOptions.Channels holds a channel without a name. Use values such as MessageChannel.Email.")
            : ValidateOptionsResult.Success;
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<MailboxOptions>;
}
