using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Store;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The side of the Checkout page that says what is bought: lines with quantities, promotion code, tax, and what is due today.</summary>
internal static class CheckoutPanel
{
    /// <param name="account">Whose session it is.</param>
    /// <param name="session">Priced for the buyer as far as they are known.</param>
    /// <param name="promotionProblem">What is wrong with the code that was typed.</param>
    public static string Render(Account account, CheckoutSession session, string? promotionProblem = null, string typedCode = "")
    {
        var summary = CheckoutSummary.Of(account, session);
        return $"""
            <section class="order" id="order" aria-label="Order summary" data-button="{Text(summary.Button)}" data-expected="{session.AmountTotal}" data-asks-card="{CheckoutParts.AsksCard(session)}">
              {(session.CancelUrl is { } back ? $"""<p><a class="back" href="{Text(back)}"><span aria-hidden="true">←</span> Back</a></p>""" : "")}
              <h1>{Text(summary.Headline)}</h1>
              <p class="price">{Text(summary.Price)}</p>
              <p class="then">{Text(summary.Then)}</p>
              <ul class="lines">{string.Concat(session.Items.Select(item => Line(session, item)))}</ul>
              {(session.Mode == "setup" ? "" : Sums(account, session))}
              {Promotion(account, session, promotionProblem, typedCode)}
              {(summary.DueToday is null ? "" : $"""<p class="total big"><span>Total due today</span> <strong>{Text(summary.DueToday)}</strong></p>""")}
            </section>
            """;
    }

    private static string Line(CheckoutSession session, CheckoutItem item)
    {
        var per = item.Price.Recurring is { } recurring ? " / " + Lines.Every(recurring) : "";
        var amount = item.IsMetered ? "By usage" : MoneyText.Of(Lines.AmountOf(item.Price, item.Quantity ?? 0), item.Currency) + per;
        var quantity = item.Quantity is > 1 && item.AdjustableQuantity is not { Enabled: true } ? string.Create(CultureInfo.InvariantCulture, $" × {item.Quantity}") : "";
        return $"<li><span>{Text(item.Description)}{quantity}{Adjust(session, item)}</span> <span>{Text(amount)}</span></li>";
    }

    private static string Adjust(CheckoutSession session, CheckoutItem item) => item.AdjustableQuantity is not { Enabled: true } limits ? "" : string.Create(CultureInfo.InvariantCulture,
        $"""
        <form class="qty" method="post" action="/c/pay/{session.Id}/quantity" data-panel>
          <input type="hidden" name="item" value="{item.Id}">
          <label for="qty-{item.Id}">Quantity</label>
          <input id="qty-{item.Id}" name="quantity" type="number" inputmode="numeric" min="{limits.Minimum ?? 0}" max="{limits.Maximum ?? 99}" value="{item.Quantity}">
          <button type="submit" class="button secondary inline">Update</button>
        </form>
        """);

    private static string Sums(Account account, CheckoutSession session)
    {
        var breakdown = session.TotalDetails?.Breakdown ?? new CheckoutBreakdown([], []);
        var rows = new List<InvoiceRow> { new("Subtotal", session.AmountSubtotal ?? 0) };
        rows.AddRange(breakdown.Discounts.Where(taken => taken.Amount != 0).Select(taken => new InvoiceRow(InvoiceRows.NameOf(account, taken.Discount), -taken.Amount)));
        rows.AddRange(breakdown.Taxes.Where(tax => tax.TaxabilityReason != "not_collecting").Select(tax =>
            new InvoiceRow(InvoiceRows.NameOf(tax.Rate, tax.TaxabilityReason, tax.Rate.Inclusive, tax.TaxableAmount, session.Currency!), tax.Amount)));
        var unknown = session.AutomaticTax is { Enabled: true, Status: "requires_location_inputs" };
        return rows.Count == 1 && !unknown ? "" : InvoiceRows.Totals(rows, session.Currency!)
            + (unknown ? """<p class="soft">Tax is added when you enter your address.</p>""" : "");
    }

    private static string Promotion(Account account, CheckoutSession session, string? problem, string typed)
    {
        if (session.AllowPromotionCodes != true || session.Mode == "setup")
        {
            return "";
        }

        if (session.Discounts.Count > 0)
        {
            var name = session.Discounts[0].PromotionCode is { } id && account.Find<Discounts.PromotionCode>(id) is { } code ? code.Code : "Discount";
            return $"""
                <form class="promo applied" method="post" action="/c/pay/{session.Id}/promotion" data-panel>
                  <span class="tag good">{Text(name)}</span>
                  <button type="submit" class="link" name="remove" value="yes" aria-label="Remove promotion code {Text(name)}">Remove</button>
                </form>
                """;
        }

        return $"""
            <details class="promo"{(problem is null ? "" : " open")}>
              <summary>Add promotion code</summary>
              <form class="together" method="post" action="/c/pay/{session.Id}/promotion" data-panel>
                <div class="field{(problem is null ? "" : " invalid")}"><label class="sr" for="promotionCode">Promotion code</label>
                  <input id="promotionCode" name="code" autocomplete="off" autocapitalize="characters" placeholder="Promotion code" value="{Text(typed)}"{(problem is null ? "" : " aria-invalid=\"true\"")} aria-describedby="promotionCode-error">
                  <p class="error" id="promotionCode-error" role="alert">{Text(problem)}</p></div>
                <button type="submit" class="button secondary inline">Apply</button>
              </form>
            </details>
            """;
    }
}
