namespace Messaging.Pages;

/// <summary>One page behind links.</summary>
internal interface ILinkEndpoint
{
    /// <summary>Shows the page. Changes nothing.</summary>
    Task<LinkAnswer> GetAsync(LinkVisit visit);

    /// <summary>Does what the page is for.</summary>
    Task<LinkAnswer> PostAsync(LinkVisit visit);
}
