using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Expectations about invoices, charges and refunds, down to the minor unit.</summary>
public static partial class Expect
{
    /// <param name="total">In minor units of the catalog's default currency.</param>
    public static Expectation NewestInvoice(string status, Func<Cast, Money> total) => new($"the newest invoice is {status}", sight => sight.Invoices switch
    {
        [] => "there is no invoice",
        [var newest, ..] when newest.Status != status => $"it is {newest.Status}",
        [var newest, ..] when newest.Total != total(sight.Cast) => $"its total is {newest.Total}, expected {total(sight.Cast)}",
        _ => null,
    }) { Amount = total };

    public static Expectation NewestInvoice(string status) => new($"the newest invoice is {status}", sight =>
        sight.Invoices is [var newest, ..] ? newest.Status == status ? null : $"it is {newest.Status}" : "there is no invoice");

    public static Expectation Invoices(int count, string status) => Equal(count == 1 ? $"one invoice is {status}" : $"{count} invoices are {status}", sight => sight.Invoices.Count(invoice => invoice.Status == status), count);

    public static Expectation Attempts(int count) => Equal($"the newest invoice was tried {count} times", sight => sight.Invoices.Count == 0 ? 0 : sight.Invoices[0].Attempts, count);

    /// <summary>The parts of a proration add up to the total, and their signs are a credit and a charge.</summary>
    public static Expectation ProrationLines { get; } = new("the newest invoice credits the unused time and charges the new one, and its lines add up", sight => sight.Invoices switch
    {
        [] => "there is no invoice",
        [var newest, ..] when newest.LineAmounts.Sum() != newest.Total.AmountMinor => $"its lines add up to {newest.LineAmounts.Sum()}, its total is {newest.Total.AmountMinor}",
        [var newest, ..] when !newest.LineAmounts.Any(amount => amount < 0) || !newest.LineAmounts.Any(amount => amount > 0) => $"its lines are {string.Join(", ", newest.LineAmounts)}",
        _ => null,
    });

    public static Expectation Refunded(Func<Cast, Money> amount) => new("the portal shows what was given back", sight =>
        sight.Charges is [var newest, ..] ? newest.Refunded == amount(sight.Cast) ? null : $"expected {amount(sight.Cast)}, seen {newest.Refunded}" : "there is no charge") { Amount = amount };

    public static Expectation RefundIs(string status) => new($"the refund is {status}", sight =>
        sight.Charges is [{ Refunds: [var newest, ..] }, ..] ? newest == status ? null : $"it is {newest}" : "there is no refund");

    public static Expectation Disputed { get; } = new("the charge is marked as disputed", sight => sight.Charges is [{ Disputed: true }, ..] ? null : "no charge is disputed");

    public static Expectation ChargeFailed(string code) => new($"the portal shows why the bank refused ({code})", sight =>
        sight.Charges.FirstOrDefault(charge => charge.Status == "failed") is { } failed ? failed.FailureCode == code ? null : $"the reason is {failed.FailureCode}" : "no charge has failed");

    /// <summary>What an act was told, such as a decline code.</summary>
    public static Expectation Refused(string code) => new($"it is refused with {code}", sight =>
        sight.Refusal is not { } refusal ? "it was not refused" : refusal.Contains(code, StringComparison.Ordinal) ? null : $"it was refused with {refusal}");

    public static Expectation NotRefused { get; } = new("it is not refused", sight => sight.Refusal);
}
