using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Carries the arithmetic of <see cref="InvoiceSums"/> to an invoice and its lines, in Stripe's fields.</summary>
internal static class InvoiceTotals
{
    public static Invoice Of(Account account, Invoice invoice, List<InvoiceLine> lines)
    {
        var charges = lines.Select(line => ChargeOf(account, invoice, line)).ToList();
        var sums = InvoiceSums.Of(charges, RulesOf(account, invoice.Discounts, invoice.Currency), invoice.Currency);
        var done = lines.Select((line, at) => Done(line, sums[at])).ToList();
        var exclusive = done.SelectMany(line => line.Taxes).Where(tax => tax.TaxBehavior == "exclusive").Sum(tax => tax.Amount);
        var inclusive = done.SelectMany(line => line.Taxes).Where(tax => tax.TaxBehavior == "inclusive").Sum(tax => tax.Amount);
        var net = sums.Sum(sum => sum.Net);
        var subtotal = lines.Sum(line => line.Amount) - sums.Sum(sum => sum.OwnDiscount);
        return Due(account, invoice with
        {
            Lines = InvoiceEngine.LinesOf(invoice.Id, done),
            Subtotal = subtotal,
            SubtotalExcludingTax = subtotal - sums.Sum(sum => sum.InclusiveBefore),
            Total = net + exclusive,
            TotalExcludingTax = net - inclusive,
            TotalDiscountAmounts = [.. done.SelectMany(line => line.DiscountAmounts).GroupBy(taken => taken.Discount)
                .Select(group => new DiscountAmount { Discount = group.Key, Amount = group.Sum(taken => taken.Amount) })],
            TotalPretaxCreditAmounts = [.. done.SelectMany(line => line.PretaxCreditAmounts).GroupBy(credit => credit with { Amount = 0 })
                .Select(group => group.Key with { Amount = group.Sum(credit => credit.Amount) })],
            TotalTaxes = [.. done.SelectMany(line => line.Taxes).GroupBy(tax => tax with { Amount = 0, TaxableAmount = 0 })
                .Select(group => group.Key with { Amount = group.Sum(tax => tax.Amount), TaxableAmount = group.Sum(tax => tax.TaxableAmount) })],
        });
    }

    /// <summary>A draft shows what would be due now: the customer's balance counts before it is really applied.</summary>
    private static Invoice Due(Account account, Invoice invoice)
    {
        if (invoice.Status != "draft")
        {
            var open = Math.Max(invoice.Total + invoice.StartingBalance, 0) - invoice.PrePaymentCreditNotesAmount;
            return invoice with { AmountDue = open, AmountRemaining = open - invoice.AmountPaid };
        }

        var balance = account.Find<Customer>(invoice.Customer)?.Balance ?? 0;
        var due = Math.Max(invoice.Total + balance, 0);
        return invoice with { StartingBalance = balance, AmountDue = due, AmountRemaining = due };
    }

    private static LineCharge ChargeOf(Account account, Invoice invoice, InvoiceLine line) => new()
    {
        Amount = line.Amount,
        Credits = line.PretaxCreditAmounts.Where(credit => credit.Discount is null).Sum(credit => credit.Amount),
        Discountable = line.Discountable,
        Discounts = RulesOf(account, line.Discounts, invoice.Currency),
        Product = line.Pricing?.PriceDetails?.Product,
        Taxes = InvoiceTaxes.Of(account, invoice, line),
    };

    private static List<DiscountRule> RulesOf(Account account, List<string> discounts, string currency) =>
        [.. discounts.Select(id => account.Find<Discount>(id)?.RuleIn(currency)).OfType<DiscountRule>()];

    private static InvoiceLine Done(InvoiceLine line, ChargedLine sum)
    {
        List<DiscountAmount> discounts = [.. sum.Discounts.Select(taken => new DiscountAmount { Discount = taken.Discount, Amount = taken.Amount })];
        return line with
        {
            DiscountAmounts = discounts,
            PretaxCreditAmounts = [.. discounts.Select(PretaxCreditAmount.Of), .. line.PretaxCreditAmounts.Where(credit => credit.Discount is null)],
            Taxes = [.. sum.Taxes.Select(tax => new TaxAmount
            {
                Amount = tax.Amount, TaxBehavior = tax.Rule.Inclusive ? "inclusive" : "exclusive", TaxRateDetails = new TaxRateDetails(tax.Rule.TaxRate),
                TaxabilityReason = tax.Rule.Reason, TaxableAmount = tax.Taxable,
            })],
        };
    }
}
