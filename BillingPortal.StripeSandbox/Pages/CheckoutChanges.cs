using System.Globalization;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>
/// What a buyer changes on the Checkout page before they pay: quantities, the promotion code, and where they are, on which tax depends. A
/// script asks for the order's side of the page only; without script the whole page comes back.
/// </summary>
internal static class CheckoutChanges
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        CheckoutPage.Post(app, visit, "/c/pay/{id}/promotion", (account, session, form) => form.ContainsKey("remove")
            ? Changed(account, session with { Discounts = [] }, form) : Promotion(account, session, form));
        CheckoutPage.Post(app, visit, "/c/pay/{id}/quantity", Quantity);
        CheckoutPage.Post(app, visit, "/c/pay/{id}/amounts", (account, session, form) => PageAnswer.Show(CheckoutPanel.Render(account, ForHere(account, session, form))));
    }

    private static PageAnswer Quantity(Account account, CheckoutSession session, IFormCollection form)
    {
        var wanted = long.TryParse(form["quantity"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 1;
        List<CheckoutItem> items = [.. session.Items.Select(item => item.Id == form["item"].ToString() && item.AdjustableQuantity is { Enabled: true } limits
            ? item with { Quantity = limits.Within(wanted) } : item)];
        return items.Exists(item => item.Quantity is > 0 || item.IsMetered) ? Changed(account, session with { Items = items }, form) : Answer(account, session, form);
    }

    private static PageAnswer Promotion(Account account, CheckoutSession session, IFormCollection form)
    {
        var typed = form["code"].ToString().Trim();
        if (session.AllowPromotionCodes != true)
        {
            return Answer(account, session, form);
        }

        if (TypedPromotion.Find(account, typed, session.Customer) is not { } known)
        {
            return Answer(account, session, form, TypedPromotion.Unknown, typed);
        }

        try
        {
            return Changed(account, session with { Discounts = [new CheckoutDiscount(null, known.Id)] }, form);
        }
        catch (StripeError refused)
        {
            return Answer(account, session, form, refused.Message, typed);
        }
    }

    private static PageAnswer Changed(Account account, CheckoutSession session, IFormCollection form) =>
        Answer(account, account.Save(CheckoutPricing.Priced(account, session)), form);

    private static PageAnswer Answer(Account account, CheckoutSession session, IFormCollection form, string? problem = null, string typedCode = "")
    {
        if (form.ContainsKey("part"))
        {
            return PageAnswer.Show(CheckoutPanel.Render(account, ForHere(account, session, form), problem, typedCode));
        }

        return problem is null ? PageAnswer.Go("/c/pay/" + session.Id)
            : PageAnswer.Again(CheckoutPage.Render(account, session, CheckoutForm.Fresh(session), panel: CheckoutPanel.Render(account, session, problem, typedCode)));
    }

    /// <summary>The session as it costs where the buyer says they are. What they entered is kept only when they pay.</summary>
    private static CheckoutSession ForHere(Account account, CheckoutSession session, IFormCollection form)
    {
        if (!form.ContainsKey("billingCountry"))
        {
            return session;
        }

        var entries = CheckoutForm.Read(form).ToEntries(session);
        try
        {
            return CheckoutPricing.Priced(account, session, entries);
        }
        catch (StripeError)
        {
            // A tax id that is still being typed is no reason to show no amounts.
            return CheckoutPricing.Priced(account, session, entries with { TaxId = null });
        }
    }
}
