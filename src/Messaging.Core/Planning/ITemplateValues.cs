using Messaging.Messages;

namespace Messaging.Planning;

/// <summary>Values that a feature gives to every template beside the host's data, under one name. A member of that name in the host's data wins.</summary>
internal interface ITemplateValues
{
    /// <summary>The name, such as <c>links</c>.</summary>
    string Name { get; }

    /// <summary>Values of the same form, with which templates are tried before there is a message.</summary>
    IReadOnlyDictionary<string, string> Samples { get; }

    /// <summary>The values for a message: the same for the same message, at any time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="address">The address it goes to.</param>
    /// <param name="cancellationToken">Ends the look-up of what they depend on.</param>
    ValueTask<IReadOnlyDictionary<string, string>> GetAsync(Message message, string address, CancellationToken cancellationToken);
}
