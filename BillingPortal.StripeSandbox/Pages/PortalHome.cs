using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Subscriptions;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The portal's first page: plans, cards, billing information and invoices of one customer.</summary>
internal static class PortalHome
{
    private const int InvoicesShown = 6;

    public static string Notice(string what) => what switch
    {
        "canceled" => "Your plan has been canceled.",
        "resumed" => "Your plan goes on as before.",
        "updated" => "Your plan has been updated.",
        "scheduled" => "Your plan will change at the end of the period.",
        "discounted" => "The discount has been applied to your plan.",
        "card" => "Your card has been added.",
        "default" => "Your default payment method has changed.",
        "removed" => "The payment method has been removed.",
        "customer" => "Your billing information has been updated.",
        _ => "",
    };

    public static PageAnswer Show(PortalView view, string done, string invoices) => PageAnswer.Show(view.Frame("Manage your billing",
        $"""
        <h1 class="sr">Billing of {Text(view.Customer.Name ?? view.Customer.Email ?? view.Customer.Id)}</h1>
        {(Notice(done) is { Length: > 0 } notice ? $"""<p class="notice good" role="status">{notice}</p>""" : "")}
        <section class="block" aria-labelledby="plans"><h2 id="plans">Current plan</h2>
          {(view.Subscriptions.Count == 0 ? "<p>You have no active plan.</p>" : string.Concat(view.Subscriptions.Select(row => Plan(view, row))))}
        </section>
        {Methods(view)}
        {Information(view)}
        {(view.Features.InvoiceHistory.Enabled ? History(view, all: invoices == "all") : "")}
        """, isHome: true));

    private static string Plan(PortalView view, Subscription row) =>
        $"""
        <article class="plan" aria-label="{Text(view.Name(row.Items.Data[0].Price))}">
          {string.Concat(row.Items.Data.Select(item => $"""
              <p class="plan-name">{Text(view.Name(item.Price))}{(item.Quantity is > 1 ? $" × {item.Quantity}" : "")}</p>
              <p class="plan-price">{Text(PortalView.Each(item.Price, item.Quantity ?? 0))}</p>
              """))}
          <p class="plan-state">{State(row)}</p>
          {NextInvoice.Sentence(view, row)}
          <p class="plan-card">{(CardOf(view, row) is { } card ? "Paid with " + CardLine.Words(card) : "")}</p>
          <div class="actions">{Actions(view, row)}</div>
        </article>
        """;

    private static string State(Subscription row) => row switch
    {
        { CancelAt: { } end } => $"""<span class="tag warn">Ends {Date(end)}</span> You can use your plan until then.""",
        { Status: "trialing" } => $"""<span class="tag">Trial</span> Free until {Date(row.PeriodEnd)}.""",
        { Status: "past_due" or "unpaid" } => """<span class="tag warn">Past due</span> Your last payment did not work. Pay the open invoice below.""",
        { Status: "incomplete" } => """<span class="tag warn">Incomplete</span> The first payment is still missing.""",
        { Status: "paused" } => """<span class="tag warn">Paused</span> Add a payment method to go on.""",
        _ => $"""<span class="tag good">Active</span> Renews on {Date(row.PeriodEnd)}.""",
    };

    private static string Actions(PortalView view, Subscription row)
    {
        if (row.CancelAt is not null)
        {
            return $"""
                <form method="post" action="{view.Of(row, "resume")}" data-busy="One moment…">
                  <input type="hidden" name="subscription" value="{row.Id}"><button type="submit" class="button inline">Don't cancel plan</button>
                </form>
                """;
        }

        var update = view.Features.SubscriptionUpdate.Enabled && row.Items.Data.Count == 1 && row.Status is "active" or "trialing" or "past_due";
        return $"""
            {(update ? $"""<a class="button inline" href="{view.Of(row, "update")}">Update plan</a>""" : "")}
            {(view.Features.SubscriptionCancel.Enabled ? $"""<a class="button secondary inline" href="{view.Of(row, "cancel")}">Cancel plan</a>""" : "")}
            """;
    }

    private static PaymentMethod? CardOf(PortalView view, Subscription row) =>
        view.Account.Find<PaymentMethod>(row.DefaultPaymentMethod ?? view.Customer.ChargedMethod);

    private static string Methods(PortalView view)
    {
        var cards = view.Account.OwnedBy<PaymentMethod>(view.Customer.Id);
        var used = view.DefaultMethod?.Id;
        return $"""
            <section class="block" aria-labelledby="methods"><h2 id="methods">Payment methods</h2>
              {(cards.Count == 0 ? "<p>No card on file.</p>" : $"""<ul class="rows">{string.Concat(cards.Select(card => Method(view, card, card.Id == used)))}</ul>""")}
              {(view.Features.PaymentMethodUpdate.Enabled ? $"""<p><a class="add" href="{view.Home}/payment-methods/add"><span aria-hidden="true">+</span> Add payment method</a></p>""" : "")}
            </section>
            """;
    }

    private static string Method(PortalView view, PaymentMethod card, bool isDefault) =>
        $"""
        <li>
          <span class="card-line">{CardLine.Of(card)} {(isDefault ? """<span class="tag">Default</span>""" : "")}</span>
          {(isDefault || !view.Features.PaymentMethodUpdate.Enabled ? "" : $"""
              <span class="actions">
                <form method="post" action="{view.Home}/payment-methods/default"><button class="link" name="method" value="{card.Id}" aria-label="Make default: {CardLine.Words(card)}">Make default</button></form>
                <form method="post" action="{view.Home}/payment-methods/remove"><button class="link" name="method" value="{card.Id}" aria-label="Remove: {CardLine.Words(card)}">Remove</button></form>
              </span>
              """)}
        </li>
        """;

    private static string Information(PortalView view)
    {
        var customer = view.Customer;
        var shown = new List<(string Name, string? Value)>
        {
            ("Name", customer.Name), ("Email", customer.Email), ("Billing address", AddressText.Of(customer.Address)), ("Phone", customer.Phone),
        };
        shown.AddRange(view.TaxIds.Select(id => (TaxIdWords.Of(id.Type), (string?)id.Value)));
        return $"""
            <section class="block" aria-labelledby="information"><h2 id="information">Billing information</h2>
              <dl class="facts">{string.Concat(shown.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => $"<div><dt>{fact.Name}</dt><dd>{Text(fact.Value)}</dd></div>"))}</dl>
              {(view.Features.CustomerUpdate is { Enabled: true } ? $"""<p><a class="add" href="{view.Home}/customer">Update information</a></p>""" : "")}
            </section>
            """;
    }

    private static string History(PortalView view, bool all)
    {
        var invoices = Enumerable.Reverse(view.Account.OwnedBy<Invoice>(view.Customer.Id)).Where(invoice => invoice.Status != "draft").ToList();
        var shown = all ? invoices : [.. invoices.Take(InvoicesShown)];
        return $"""
            <section class="block" aria-labelledby="invoices"><h2 id="invoices">Invoice history</h2>
              {(shown.Count == 0 ? "<p>No invoices yet.</p>" : $"""<ul class="rows history">{string.Concat(shown.Select(invoice => Row(view, invoice)))}</ul>""")}
              {(shown.Count < invoices.Count ? $"""<p><a class="add" href="{view.Home}?invoices=all">Show all {invoices.Count} invoices</a></p>""" : "")}
            </section>
            """;
    }

    private static string Row(PortalView view, Invoice invoice) =>
        $"""
        <li>
          <a href="/i/{invoice.Id}">{Date(invoice.Created)} <span class="sr">Invoice {Text(invoice.Number)}</span></a>
          <span class="what">{Text(invoice.Lines.Data.Select(line => view.Account.Find<Catalog.Product>(line.Pricing?.PriceDetails?.Product)?.Name ?? line.Description).FirstOrDefault())}</span>
          <span class="amount">{Text(MoneyText.Of(invoice.Total, invoice.Currency))}</span>
          <span class="tag {(invoice.Status == "paid" ? "good" : invoice.Status == "open" ? "warn" : "")}">{Text(char.ToUpperInvariant(invoice.Status[0]) + invoice.Status[1..])}</span>
        </li>
        """;
}
