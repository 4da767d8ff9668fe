using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>
/// Which part of an invoice line's discounts, credits and taxes goes back with a part of the line. Each share is what should be back by now less
/// what is back already, so that a line credited in any number of parts ends with exactly what was invoiced.
/// </summary>
internal static class CreditShares
{
    /// <param name="whole">The line's discount, tax or other sum.</param>
    /// <param name="credited">How much of the line is credited after this credit, minor units.</param>
    /// <param name="line">The line's amount, minor units, more than zero.</param>
    /// <param name="given">What earlier credits gave back of the whole.</param>
    /// <param name="currency">Whose steps the share keeps.</param>
    public static long Of(long whole, long credited, long line, long given, string currency) =>
        Math.Max(Math.Min(Currencies.Round((decimal)whole * credited / line, currency), whole) - given, 0);

    /// <summary>
    /// Several deductions together: their sum is rounded once, so that a part of a line is never worth less than nothing, and is then spread over
    /// what each has left.
    /// </summary>
    public static long[] Of(IReadOnlyList<long> wholes, long credited, long line, IReadOnlyList<long> given, string currency) =>
        InvoiceSums.Split(Of(wholes.Sum(), credited, line, given.Sum(), currency), [.. wholes.Zip(given, static (whole, back) => Math.Max(whole - back, 0))], currency);
}
