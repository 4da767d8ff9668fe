using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>What the lines of a credit note add up to.</summary>
internal static class CreditNoteTotals
{
    public static CreditNote Of(CreditNote note)
    {
        var lines = note.Lines.Data;
        var subtotal = lines.Sum(line => line.Amount - line.OwnDiscount);
        var net = lines.Sum(line => line.Net);
        return note with
        {
            Subtotal = subtotal,
            SubtotalExcludingTax = subtotal - lines.Sum(line => InclusiveBefore(line, note.Currency)),
            Total = net + lines.Sum(line => line.TaxOf("exclusive")),
            TotalExcludingTax = net - lines.Sum(line => line.TaxOf("inclusive")),
            DiscountAmounts = [.. lines.SelectMany(line => line.DiscountAmounts).GroupBy(taken => taken.Discount)
                .Select(group => new DiscountAmount { Discount = group.Key, Amount = group.Sum(taken => taken.Amount) })],
            PretaxCreditAmounts = [.. lines.SelectMany(line => line.PretaxCreditAmounts).GroupBy(taken => taken with { Amount = 0 })
                .Select(group => group.Key with { Amount = group.Sum(taken => taken.Amount) })],
            TotalTaxes = [.. lines.SelectMany(line => line.Taxes).GroupBy(tax => tax with { Amount = 0, TaxableAmount = 0 })
                .Select(group => group.Key with { Amount = group.Sum(tax => tax.Amount), TaxableAmount = group.Sum(tax => tax.TaxableAmount) })],
        };
    }

    /// <summary>The inclusive tax in a line before the invoice's discounts.</summary>
    private static long InclusiveBefore(CreditNoteLine line, string currency) =>
        line.Net == 0 ? 0 : Currencies.Round((decimal)line.TaxOf("inclusive") * (line.Amount - line.OwnDiscount) / line.Net, currency);
}
