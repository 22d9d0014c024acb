namespace Messaging.Providers.Infobip;

/// <summary>The body of <c>POST /sms/3/messages</c>.</summary>
/// <param name="Messages">The messages, each to one number here.</param>
internal sealed record InfobipSmsRequest(IReadOnlyList<InfobipSmsRequest.Message> Messages)
{
    /// <summary>One message.</summary>
    internal sealed record Message(string Sender, IReadOnlyList<Destination> Destinations, Said Content, Settings? Options, Reporting Webhooks)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Message);
    }

    /// <summary>Whom it is for, and the id that reports will name.</summary>
    internal sealed record Destination(string To, string MessageId)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Destination);
    }

    /// <summary>What it says.</summary>
    internal sealed record Said(string Text)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Said);
    }

    /// <summary>How long it may wait.</summary>
    internal sealed record Settings(Period ValidityPeriod)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Settings);
    }

    /// <summary>A time.</summary>
    internal sealed record Period(int Amount, string TimeUnit)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Period);
    }

    /// <summary>Where to report, and what to say there.</summary>
    internal sealed record Reporting(Report? Delivery, string ContentType, string CallbackData)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Reporting);
    }

    /// <summary>Where to report.</summary>
    internal sealed record Report(string Url)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Report);
    }
}
