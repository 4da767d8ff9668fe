using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Subscriptions;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Says what a change of plan costs, today and later, before it is confirmed.</summary>
internal static class PlanPreviewText
{
    public static string Now(PortalView view, Subscription before, PlanChoice choice, PlanPreview preview)
    {
        var due = preview.Invoice?.AmountDue ?? 0;
        var card = view.Account.Find<Payments.PaymentMethod>(before.DefaultPaymentMethod ?? view.Customer.ChargedMethod);
        return $"""
            <h1>Confirm your update</h1>
            {Plan(view, choice)}
            {(preview.Invoice is { } invoice ? $"""
                <h2 class="small">Due today</h2>
                {InvoiceRows.Lines(invoice)}
                {InvoiceRows.Totals(InvoiceRows.Rows(view.Account, invoice).SkipLast(1), invoice.Currency)}
                """ : "")}
            {(preview.Waiting.Count > 0 ? $"""
                <h2 class="small">Added to your next invoice</h2>
                <ul class="lines">{string.Concat(preview.Waiting.Select(item => $"<li><span>{Text(item.Description)}</span> <span>{Text(MoneyText.Of(item.Amount, item.Currency))}</span></li>"))}</ul>
                """ : "")}
            <p class="total big"><span>Amount due today</span> <strong>{Text(MoneyText.Of(due, before.Currency))}</strong></p>
            <p class="soft">{Text(Then(choice, view, preview.After))} {(due > 0 && card is not null ? "Charged to your " + CardLine.Words(card) + "." : "")}</p>
            {Form(view, before, choice, due > 0 ? "Pay and update" : "Confirm")}
            """;
    }

    public static string Later(PortalView view, Subscription before, PlanChoice choice) =>
        $"""
        <h1>Confirm your update</h1>
        {Plan(view, choice)}
        <p class="total big"><span>Amount due today</span> <strong>{Text(MoneyText.Of(0, before.Currency))}</strong></p>
        <p class="soft">You keep your current plan until {Date(before.PeriodEnd)}. The new one begins and is billed then.</p>
        {Form(view, before, choice, "Confirm")}
        """;

    private static string Plan(PortalView view, PlanChoice choice)
    {
        var price = view.Account.Get<Price>(choice.Price);
        return $"""
            <div class="plan"><p class="plan-name">{Text(view.Name(price))}{(choice.Quantity > 1 ? string.Create(CultureInfo.InvariantCulture, $" × {choice.Quantity}") : "")}</p>
              <p class="plan-price">{Text(PortalView.Each(price, choice.Quantity))}</p></div>
            """;
    }

    private static string Then(PlanChoice choice, PortalView view, Subscription after) => after.Status == "trialing"
        ? $"Your trial goes on until {Date(after.PeriodEnd)}."
        : $"From {Date(after.PeriodEnd)} you pay {PortalView.Each(view.Account.Get<Price>(choice.Price), choice.Quantity)}, before tax and discounts.";

    private static string Form(PortalView view, Subscription before, PlanChoice choice, string button) => string.Create(CultureInfo.InvariantCulture,
        $"""
        <form method="post" action="{view.Of(before, "update")}" data-busy="One moment…">
          <input type="hidden" name="subscription" value="{before.Id}"><input type="hidden" name="price" value="{choice.Price}">
          <input type="hidden" name="quantity" value="{choice.Quantity}"><input type="hidden" name="at" value="{choice.At}">
          <input type="hidden" name="coupon" value="{Text(choice.Coupon)}"><input type="hidden" name="promotion_code" value="{Text(choice.PromotionCode)}">
          <div class="actions"><button type="submit" class="button inline">{button}</button> <a class="button secondary inline" href="{view.Home}">Go back</a></div>
        </form>
        """);
}
