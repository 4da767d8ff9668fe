using BillingPortal.StripeSandbox.Catalog;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What a coupon takes off: a percentage, or an amount in the invoice's currency.</summary>
/// <param name="Discount">The discount's id.</param>
/// <param name="PercentOff">0 to 100.</param>
/// <param name="AmountOff">Minor units.</param>
/// <param name="Products">The only products that it is for; null is for all.</param>
internal sealed record DiscountRule(string Discount, decimal? PercentOff, long? AmountOff, IReadOnlyCollection<string>? Products = null);

/// <summary>One tax on a line: its rate in percent, whether the price holds it already, and why it is what it is.</summary>
internal sealed record TaxRule(string TaxRate, decimal Percentage, bool Inclusive, string Reason = "standard_rated");

/// <summary>What the sums of a line depend on.</summary>
internal sealed record LineCharge
{
    /// <summary>Minor units before everything; negative for credits.</summary>
    public required long Amount { get; init; }

    public bool Discountable { get; init; } = true;

    public string? Product { get; init; }

    /// <summary>The line's own discounts; the invoice's come after them.</summary>
    public IReadOnlyList<DiscountRule> Discounts { get; init; } = [];

    /// <summary>Billing credits that were applied to the line, minor units.</summary>
    public long Credits { get; init; }

    public IReadOnlyList<TaxRule> Taxes { get; init; } = [];
}

/// <summary>What became of a line.</summary>
internal sealed record ChargedLine
{
    /// <summary>In the order in which they were taken off; the line's own first.</summary>
    public required IReadOnlyList<(string Discount, long Amount)> Discounts { get; init; }

    /// <summary>What the line's own discounts took off.</summary>
    public required long OwnDiscount { get; init; }

    public required IReadOnlyList<(TaxRule Rule, long Taxable, long Amount)> Taxes { get; init; }

    /// <summary>After discounts and credits, with inclusive tax, without exclusive tax.</summary>
    public required long Net { get; init; }

    /// <summary>The part of the line before the invoice's discounts that is inclusive tax.</summary>
    public required long InclusiveBefore { get; init; }
}

/// <summary>
/// The arithmetic of an invoice, free of everything else: amount, then the line's discounts, then the invoice's in their order, then credits,
/// then tax on what is left. Everything is rounded per line, so that the sums of the lines are the sums of the invoice.
/// </summary>
internal static class InvoiceSums
{
    public static List<ChargedLine> Of(IReadOnlyList<LineCharge> lines, IReadOnlyList<DiscountRule> invoiceDiscounts, string currency)
    {
        var left = lines.Select(line => line.Amount).ToArray();
        var taken = lines.Select(_ => new List<(string, long)>()).ToList();
        for (var at = 0; at < lines.Count; at++)
        {
            foreach (var own in lines[at].Discounts)
            {
                Take(own, [at], lines, left, taken, currency);
            }
        }

        var afterOwn = left.ToArray();
        int[] all = [.. Enumerable.Range(0, lines.Count)];
        foreach (var discount in invoiceDiscounts)
        {
            Take(discount, all, lines, left, taken, currency);
        }

        return [.. lines.Select((line, at) =>
        {
            var net = left[at] - (left[at] > 0 ? Math.Min(line.Credits, left[at]) : 0);
            return new ChargedLine
            {
                Discounts = taken[at], OwnDiscount = line.Amount - afterOwn[at], Net = net, Taxes = TaxesOn(net, line.Taxes, currency),
                InclusiveBefore = TaxesOn(afterOwn[at], line.Taxes, currency).Where(tax => tax.Rule.Inclusive).Sum(tax => tax.Amount),
            };
        })];
    }

    /// <summary>Splits a whole by weights without losing a minor unit: each share is the difference of two rounded running sums.</summary>
    public static long[] Split(long whole, IReadOnlyList<long> weights, string currency)
    {
        var shares = new long[weights.Count];
        var (sum, running, given) = ((decimal)weights.Sum(), 0m, 0L);
        for (var at = 0; at < weights.Count && sum > 0; at++)
        {
            running += weights[at];
            // The last share takes the rest, which also holds what the currency's step would leave over.
            var until = running == sum ? whole : Math.Min(Currencies.Round(whole * running / sum, currency), whole);
            shares[at] = until - given;
            given = until;
        }

        return shares;
    }

    /// <summary>Inclusive taxes are taken out of the amount, exclusive ones come on top; both count from the amount without tax.</summary>
    public static List<(TaxRule Rule, long Taxable, long Amount)> TaxesOn(long amount, IReadOnlyList<TaxRule> rules, string currency)
    {
        var included = rules.Where(rule => rule.Inclusive).Sum(rule => rule.Percentage);
        var within = rules.Select(rule => rule.Inclusive ? Currencies.Round(amount * rule.Percentage / (100 + included), currency) : 0).ToList();
        var taxable = amount - within.Sum();
        return [.. rules.Select((rule, at) => (rule, IsTaxed(rule) ? taxable : 0, rule.Inclusive ? within[at] : Currencies.Round(taxable * rule.Percentage / 100, currency)))];
    }

    private static bool IsTaxed(TaxRule rule) => rule.Reason is "standard_rated" or "zero_rated";

    private static void Take(
        DiscountRule rule, int[] among, IReadOnlyList<LineCharge> lines, long[] left, List<List<(string, long)>> taken, string currency)
    {
        int[] eligible = [.. among.Where(at => lines[at].Discountable && left[at] > 0 && (rule.Products is null || (lines[at].Product is { } product && rule.Products.Contains(product))))];
        var bases = eligible.Select(at => left[at]).ToList();
        long[] shares = rule.PercentOff is { } percent
            ? [.. bases.Select(amount => Math.Min(Currencies.Round(amount * percent / 100, currency), amount))]
            : Split(Math.Min(rule.AmountOff ?? 0, bases.Sum()), bases, currency);
        for (var at = 0; at < eligible.Length; at++)
        {
            left[eligible[at]] -= shares[at];
            taken[eligible[at]].Add((rule.Discount, shares[at]));
        }
    }
}
