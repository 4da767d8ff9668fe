using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The hosted Checkout page: what is bought on one side, the card on the other.</summary>
internal static class CheckoutPage
{
    private const string Path = "/c/pay/{id}", Noun = "checkout";

    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet(Path, (RequestDelegate)(http => PageAnswer.ServeAsync<CheckoutSession>(http, visit, Noun, (account, session) =>
            Show(account, session, failed: http.Request.Query.ContainsKey("authentication")))));
        Post(app, visit, Path, (account, session, form) => Submit(account, session, CheckoutForm.Read(form)));
        CheckoutChanges.Map(app, visit);
        app.MapGet("/c/recover/{id}", (RequestDelegate)(http => PageAnswer.ServeAsync<CheckoutSession>(http, visit, Noun, (account, session) =>
            CheckoutRecoveries.TakeUp(account, session) is { } again ? PageAnswer.Go("/c/pay/" + again.Id)
                : PageAnswer.Show(Message("This checkout has expired", "Go back to the merchant and start again.", session.CancelUrl, "Go back")))));
    }

    public static void Post(WebApplication app, PageVisit visit, string path, Func<Account, CheckoutSession, IFormCollection, PageAnswer> act) => app.MapPost(path, (RequestDelegate)(async http =>
    {
        var form = await http.Request.ReadFormAsync();
        await PageAnswer.ServeAsync<CheckoutSession>(http, visit, Noun, (account, session) =>
            session.Status == "open" ? act(account, session, form) : PageAnswer.Go(session.Status == "complete" ? SuccessUrl(session) : "/c/pay/" + session.Id));
    }));

    /// <summary>Where a finished session leads, with Stripe's placeholder filled in.</summary>
    public static string SuccessUrl(CheckoutSession session) =>
        (session.SuccessUrl ?? session.ReturnUrl ?? "/c/pay/" + session.Id).Replace("{CHECKOUT_SESSION_ID}", session.Id, StringComparison.Ordinal);

    public static string Render(Account account, CheckoutSession session, CheckoutForm form, string? notice = null, string? panel = null)
    {
        var summary = CheckoutSummary.Of(account, session);
        var email = CheckoutParts.EmailOf(account, session);
        return Page(summary.Headline,
            $"""
            <main class="checkout">
              {panel ?? CheckoutPanel.Render(account, session)}
              <section class="payment" aria-label="Payment details">
                <form id="pay" method="post" action="/c/pay/{session.Id}" novalidate data-busy="Processing…" data-amounts="{(session.AutomaticTax.Enabled ? $"/c/pay/{session.Id}/amounts" : "")}">
                  <h2>{(session.Mode == "setup" ? "Card details" : CheckoutParts.AsksCard(session) ? "Pay with card" : "Your details")}</h2>
                  {(notice is null ? "" : $"""<p class="alert" role="alert">{Text(notice)}</p>""")}
                  <input type="hidden" name="expectedAmount" value="{session.AmountTotal}">
                  {CardFields.Email(form.Card, email, asksEmail: email is null)}
                  {CheckoutFieldsHtml.Fields(session, form)}
                  {(CheckoutParts.AsksCard(session) ? Cards(account, session, form) : "")}
                  {(CheckoutParts.AsksCard(session) || CheckoutParts.AsksAddress(session) ? CardFields.Country(form.Card) : "")}
                  {(CheckoutParts.AsksAddress(session) ? CardFields.Address(form.Card) : "")}
                  {CheckoutFieldsHtml.Consents(session, form)}
                  {Words(session.CustomText.Submit)}
                  <button type="submit" class="button">{Text(summary.Button)}</button>
                  {Words(session.CustomText.AfterSubmit)}
                  {(CheckoutParts.AsksCard(session) ? CardFields.TestCards() : "")}
                </form>
              </section>
            </main>
            """);
    }

    private static PageAnswer Show(Account account, CheckoutSession session, bool failed) => session.Status switch
    {
        "open" => PageAnswer.Show(Render(account, session, failed
            ? CheckoutForm.Fresh(session).With("cardNumber", "We are unable to authenticate your payment method. Please choose a different payment method and try again.")
            : CheckoutForm.Fresh(session))),
        "complete" => PageAnswer.Show(Message("You're all done here", "This checkout is complete. Nothing more will be charged.", SuccessUrl(session), "Continue")),
        _ => PageAnswer.Show(Message("This checkout has expired", "Go back to the merchant and start again.", session.CancelUrl, "Go back")),
    };

    /// <summary>A second submit of the same page finds the session complete and only follows it to the end.</summary>
    private static PageAnswer Submit(Account account, CheckoutSession session, CheckoutForm sent)
    {
        var form = sent.Checked(account, session, skipsCard: !CheckoutParts.AsksCard(session));
        var mark = account.Mark();
        try
        {
            var entries = form.ToEntries(session);
            var priced = CheckoutPricing.Priced(account, session, entries);
            if (form.Card.Errors.Count > 0)
            {
                return PageAnswer.Again(Render(account, priced, form));
            }

            if (priced.AutomaticTax.Status == "requires_location_inputs")
            {
                return PageAnswer.Again(Render(account, priced, form.With("billingPostalCode", "Enter your address, so that tax can be worked out.")));
            }

            if (sent.Expected.Length > 0 && sent.Expected != $"{priced.AmountTotal}")
            {
                return PageAnswer.Again(Render(account, priced, form, "The total has changed. Please look at it again and confirm."));
            }

            return Complete(account, session, form, entries);
        }
        catch (StripeError refused)
        {
            account.RollbackTo(mark);
            return PageAnswer.Again(refused.Body.Code == "tax_id_invalid"
                ? Render(account, session, form.With("taxId", "This number does not look like one of its kind.")) : Render(account, session, form, refused.Message));
        }
    }

    private static PageAnswer Complete(Account account, CheckoutSession session, CheckoutForm form, CheckoutEntries entries)
    {
        var method = CheckoutParts.AsksCard(session) ? form.Saved(account, session) ?? form.Card.ToMethod(account) : null;
        var outcome = CheckoutCompletion.Complete(account, session, new Buyer(method, entries.Email, entries.Name, entries.Address) { Entries = entries });
        return outcome switch
        {
            { NeedsAuthentication: true } => PageAnswer.Go($"/3ds/{session.Id}?payment_method={method!.Id}"),
            { Declined: { } error } => PageAnswer.Again(Render(account, outcome.Session, form with { Card = form.Card.Declined(error) })),
            _ => PageAnswer.Go(SuccessUrl(outcome.Session)),
        };
    }

    /// <summary>The cards that the customer has, if the page may show any, before the fields of a new one.</summary>
    private static string Cards(Account account, CheckoutSession session, CheckoutForm form)
    {
        var saved = CheckoutParts.SavedCards(account, session);
        if (saved.Count == 0)
        {
            return CardFields.Card(form.Card);
        }

        var chosen = form.SavedCard == "new" || form.Card.Number.Length > 0 ? "new" : form.Saved(account, session)?.Id ?? saved[^1].Id;
        string Option(string value, string words) =>
            $"""<label class="choice"><input type="radio" name="savedCard" value="{value}"{(chosen == value ? " checked" : "")}> <span>{words}</span></label>""";
        return $"""
            <fieldset class="choices"><legend>Payment method</legend>
              {string.Concat(Enumerable.Reverse(saved).Select(card => Option(card.Id, CardLine.Of(card))))}
              {Option("new", "Use a new card")}
            </fieldset>
            <div class="newcard">{CardFields.Card(form.Card)}</div>
            """;
    }

    private static string Words(CustomMessage? message) => message is null ? "" : $"""<p class="afterword">{Text(message.Message)}</p>""";
}
