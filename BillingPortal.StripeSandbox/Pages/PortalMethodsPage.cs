using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Adds a card in the portal through a setup intent, chooses the one that is charged, and removes the others.</summary>
internal static class PortalMethodsPage
{
    public static PageAnswer Show(PortalView view, CardForm form) =>
        !view.Features.PaymentMethodUpdate.Enabled ? PageAnswer.Go(view.Home) : PageAnswer.Show(Render(view, form));

    public static PageAnswer Add(PortalView view, CardForm sent)
    {
        var form = sent.Checked(view.Account.Now, asksEmail: false);
        if (!view.Features.PaymentMethodUpdate.Enabled || form.Errors.Count > 0)
        {
            return form.Errors.Count > 0 ? PageAnswer.Again(Render(view, form)) : PageAnswer.Go(view.Home);
        }

        var method = form.ToMethod(view.Account);
        try
        {
            var intent = view.Account.Post<SetupIntent>("/v1/setup_intents", ("customer", view.Customer.Id), ("payment_method", method.Id), ("confirm", "true"),
                ("usage", "off_session"), ("return_url", BankVisit.Absolute(view.Account, view.Home + "/payment-methods/added")));
            return intent.Status == "requires_action" ? PageAnswer.Go("/3ds/" + intent.Id) : Added(view, intent.Id);
        }
        catch (StripeError declined) when (declined.Body.Type == "card_error")
        {
            return PageAnswer.Again(Render(view, form.With(declined.Body.Code == "incorrect_cvc" ? "cardCvc" : declined.Body.Code == "expired_card" ? "cardExpiry" : "cardNumber", declined.Message)));
        }
    }

    /// <summary>The card is set up, perhaps after a visit to the bank: from now on it is the one that is charged.</summary>
    public static PageAnswer Added(PortalView view, string setupIntent)
    {
        if (view.Account.Find<SetupIntent>(setupIntent) is not { Status: "succeeded", PaymentMethod: { } method } intent || intent.Customer != view.Customer.Id)
        {
            return PageAnswer.Again(Render(view, new CardForm().With("cardNumber", "Your bank could not confirm that it is you. Please try again or use another card.")));
        }

        MakeDefault(view, method);
        return PortalFlowEnd.Done(view, "card");
    }

    public static PageAnswer UseAsDefault(PortalView view, string method)
    {
        if (view.Features.PaymentMethodUpdate.Enabled && view.Account.Find<PaymentMethod>(method)?.Customer == view.Customer.Id)
        {
            MakeDefault(view, method);
        }

        return PageAnswer.Go(view.Home + "?done=default");
    }

    public static PageAnswer Remove(PortalView view, string method)
    {
        if (view.Features.PaymentMethodUpdate.Enabled && view.Account.Find<PaymentMethod>(method)?.Customer == view.Customer.Id && method != view.DefaultMethod?.Id)
        {
            view.Account.Post<PaymentMethod>($"/v1/payment_methods/{method}/detach");
        }

        return PageAnswer.Go(view.Home + "?done=removed");
    }

    /// <summary>Also for subscriptions that had a card of their own: whoever changes the card means it for the plan.</summary>
    private static void MakeDefault(PortalView view, string method)
    {
        view.Account.Post<Customer>("/v1/customers/" + view.Customer.Id, ("invoice_settings[default_payment_method]", method));
        foreach (var subscription in view.Subscriptions.Where(row => row.DefaultPaymentMethod is not null && row.DefaultPaymentMethod != method))
        {
            view.Account.Post<Subscription>("/v1/subscriptions/" + subscription.Id, ("default_payment_method", method));
        }
    }

    private static string Render(PortalView view, CardForm form) => view.Frame("Add payment method",
        $"""
        <h1>Add payment method</h1>
        <form method="post" action="{view.Home}/payment-methods/add" novalidate data-busy="Saving…">
          {CardFields.Render(form, knownEmail: null, asksEmail: false, asksAddress: false)}
          <div class="actions"><button type="submit" class="button inline">Save card</button> <a class="button secondary inline" href="{view.Home}">Go back</a></div>
          {CardFields.TestCards()}
        </form>
        """);
}
