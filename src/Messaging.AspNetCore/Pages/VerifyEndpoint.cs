using Messaging.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Pages;

/// <summary>Asks to confirm an address and, on the button, uses the link up and tells the host.</summary>
internal sealed class VerifyEndpoint(IMessageLinks links, IOptions<LinkPageOptions> options, ILogger<VerifyEndpoint> logger) : ILinkEndpoint
{
    private const string ConfirmField = "confirm";

    private readonly PageFrame _frame = new(options.Value.SenderName);

    public async Task<LinkAnswer> GetAsync(LinkVisit visit)
    {
        var check = await links.CheckAsync(LinkPurpose.Verification, visit.Token, cancellationToken: visit.Aborted).ConfigureAwait(false);
        return check.IsValid ? LinkAnswer.Of(Question(visit.TextsFor(check.Claims))) : LinkRefusal.Of(check.Outcome, visit, _frame);
    }

    public async Task<LinkAnswer> PostAsync(LinkVisit visit)
    {
        var form = await visit.ReadFormAsync().ConfigureAwait(false);
        if (form?.ContainsKey(ConfirmField) != true)
        {
            return LinkRefusal.BadForm(visit.TextsFor(null), _frame);
        }

        var check = await links.ConsumeAsync(LinkPurpose.Verification, visit.Token, cancellationToken: visit.Aborted).ConfigureAwait(false);
        if (!check.IsValid)
        {
            return LinkRefusal.Of(check.Outcome, visit, _frame);
        }

        var texts = visit.TextsFor(check.Claims);
        try
        {
            await visit.Context.RequestServices.GetRequiredService<ILinkHandler>().HandleAsync(check.Claims, visit.Aborted).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The person pressed the button and nothing came of it: the link works once more.
            await links.ReleaseAsync(visit.Token!, CancellationToken.None).ConfigureAwait(false);
            Log.LinkHandlerFailed(logger, e.GetType().Name);
            return LinkAnswer.Of(_frame.Notice(texts, texts.FailedTitle, texts.FailedText), StatusCodes.Status500InternalServerError);
        }

        return LinkAnswer.Of(_frame.Notice(texts, texts.VerifiedTitle, texts.VerifiedText));
    }

    private Html Question(PageTexts texts) => _frame.Page(texts, texts.VerifyTitle, Html.Of($"""
        <p>{texts.VerifyText}</p>
        <form method="post"><div class="actions"><button name="{ConfirmField}" value="1">{texts.VerifyButton}</button></div></form>
        """));
}
