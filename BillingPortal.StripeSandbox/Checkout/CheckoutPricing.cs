using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>
/// Works out what a session costs by making the very invoice that its completion makes, and taking it back. So the page, the session and the
/// invoice cannot differ.
/// </summary>
internal static class CheckoutPricing
{
    /// <param name="account">Whose gate the caller holds.</param>
    /// <param name="session">Open, with its items and discounts.</param>
    /// <param name="entries">What the buyer has entered; taxes depend on where they are.</param>
    public static CheckoutSession Priced(Account account, CheckoutSession session, CheckoutEntries? entries = null)
    {
        if (session.Mode == "setup")
        {
            return session with { PaymentStatus = "no_payment_required" };
        }

        return account.DryRun(() =>
        {
            var customer = account.Save(StandIn(account, session, entries));
            account.EnterClockOf(customer);
            CheckoutCustomer.AddTaxId(account, customer.Id, entries?.TaxId);
            // Until the buyer has said where they are there is no tax to show.
            var placeless = session.AutomaticTax.Enabled && TaxLocation.Of(customer.Address, customer.Shipping) is null;
            var sold = placeless ? session with { AutomaticTax = new CheckoutAutomaticTax() } : session;
            var priced = With(account, sold, session.Mode == "payment" ? CheckoutPurchase.Draft(account, sold, customer.Id)
                : account.Find<Invoice>(CheckoutPurchase.Subscribe(account, sold, customer.Id, method: null).LatestInvoice));
            return priced with { AutomaticTax = session.AutomaticTax with { Status = !session.AutomaticTax.Enabled ? null : placeless ? "requires_location_inputs" : "complete" } };
        });
    }

    /// <summary>The customer as the completion would have them; a single payment uses neither their balance nor their currency.</summary>
    private static Customer StandIn(Account account, CheckoutSession session, CheckoutEntries? entries)
    {
        var known = account.Find<Customer>(session.Customer);
        var customer = known is null ? CustomerRoutes.Blank(account) with { Address = entries?.Address, Email = entries?.Email }
            : known with { Address = session.Plan.UpdatesAddress ? entries?.Address ?? known.Address : known.Address };
        return session.Mode == "payment" ? customer with { Balance = 0, Currency = null } : customer;
    }

    private static CheckoutSession With(Account account, CheckoutSession session, Invoice? invoice)
    {
        if (invoice is null)
        {
            // Only usage is sold: there is nothing to pay yet.
            return session with { AmountSubtotal = 0, AmountTotal = 0, TotalDetails = new CheckoutTotalDetails(), PaymentStatus = "no_payment_required" };
        }

        var lines = invoice.Lines.Data.ToList();
        return session with
        {
            AmountSubtotal = invoice.Subtotal,
            AmountTotal = invoice.Total,
            Items = [.. session.Items.Select(item => With(item, Take(lines, item)))],
            PaymentStatus = invoice.Total > 0 ? "unpaid" : "no_payment_required",
            TotalDetails = new CheckoutTotalDetails
            {
                AmountDiscount = invoice.TotalDiscountAmounts.Sum(taken => taken.Amount),
                AmountTax = invoice.TotalTaxes.Sum(tax => tax.Amount),
                Breakdown = new CheckoutBreakdown(
                    [.. invoice.TotalDiscountAmounts.Select(taken => new CheckoutDiscountAmount(taken.Amount, account.Get<Discount>(taken.Discount)))],
                    [.. invoice.TotalTaxes.Where(tax => tax.TaxRateDetails is not null).Select(tax =>
                        new CheckoutTaxAmount(tax.Amount, account.Get<TaxRate>(tax.TaxRateDetails!.TaxRate), tax.TaxabilityReason, tax.TaxableAmount))]),
            },
        };
    }

    /// <summary>The invoice line of an item; each line is used once.</summary>
    private static InvoiceLine? Take(List<InvoiceLine> lines, CheckoutItem item)
    {
        var at = lines.FindIndex(line => line.Pricing?.PriceDetails?.Price == item.Price.Id);
        if (at < 0)
        {
            return null;
        }

        var line = lines[at];
        lines.RemoveAt(at);
        return line;
    }

    private static CheckoutItem With(CheckoutItem item, InvoiceLine? line)
    {
        if (line is null)
        {
            return item with { AmountSubtotal = 0, AmountDiscount = 0, AmountTax = 0, AmountTotal = 0 };
        }

        var discount = line.DiscountAmounts.Sum(taken => taken.Amount);
        return item with
        {
            AmountSubtotal = line.Amount, AmountDiscount = discount, AmountTax = line.Taxes.Sum(tax => tax.Amount),
            AmountTotal = line.Amount - discount + line.Taxes.Where(tax => tax.TaxBehavior == "exclusive").Sum(tax => tax.Amount),
        };
    }
}
