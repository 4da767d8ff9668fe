using System.Globalization;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>Holds an offer against another one, and against the invoice that came of it. To the cent: no tolerance.</summary>
public static class QuoteComparison
{
    /// <summary>Whether a price that was asked for again, to the same second, still is what was shown.</summary>
    public static bool Holds(ChangeQuote quote, ChangePrice again) =>
        quote.AmountDueMinor == again.AmountDue && quote.TaxMinor == again.Tax && quote.TotalMinor == again.Total && quote.NextTotalMinor == again.NextTotal
        && quote.Lines.SequenceEqual(again.Lines);

    /// <summary>Null when the real invoice is the offered one, or when the change made none.</summary>
    public static string? Difference(ChangeQuote quote, Wire.Invoice? invoice)
    {
        if (quote.Timing != ChangeTiming.NowPaid || quote.Status is not (QuoteStatus.Applied or QuoteStatus.RequiresAction))
            return null;
        if (invoice is null)
            return "The change made no invoice, though one was quoted.";
        var lines = invoice.Lines.Data.Select(line => new QuoteLine(line.Description ?? "", line.Amount, line.Period.Start, line.Period.End));
        return invoice.Total != quote.TotalMinor
            ? string.Create(CultureInfo.InvariantCulture, $"Invoice {invoice.Id} is {invoice.Total} and {quote.TotalMinor} was quoted, in minor units of {quote.Currency}.")
            : lines.SequenceEqual(quote.Lines) || invoice.Lines.HasMore ? null
            : $"Invoice {invoice.Id} adds up to what was quoted, but its lines are others.";
    }
}
