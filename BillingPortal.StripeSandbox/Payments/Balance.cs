using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Books what charges, refunds and disputes do to the merchant's balance. It is kept in each payment's own currency, so nothing is exchanged.</summary>
internal static class Balance
{
    private const long SettlementSeconds = 2 * 86_400;
    private const decimal ShareOfCharge = 0.029m;
    private const decimal EachCharge = 0.30m;
    private const decimal EachDispute = 15m;

    /// <summary>2.9 % and thirty cents, or what they are in other currencies.</summary>
    public static BalanceTransaction Charged(Account account, Charge charge, long amount, bool atOnce)
    {
        var fee = (long)Math.Round((amount * ShareOfCharge) + Units(EachCharge, charge.Currency), MidpointRounding.AwayFromZero);
        return Book(account, "charge", "charge", charge.Currency, amount, Math.Min(fee, amount), charge.Id, charge.Description, "Stripe processing fees",
            atOnce ? account.Now : account.Now + SettlementSeconds);
    }

    /// <summary>The fee for taking the money is not given back.</summary>
    public static BalanceTransaction Refunded(Account account, Refund refund) =>
        Book(account, "refund", "refund", refund.Currency, -refund.Amount, 0, refund.Id, "REFUND FOR CHARGE", null, account.Now);

    public static BalanceTransaction RefundFailed(Account account, Refund refund) =>
        Book(account, "refund_failure", "refund_failure", refund.Currency, refund.Amount, 0, refund.Id, "REFUND FAILURE FOR CHARGE", null, account.Now);

    public static BalanceTransaction Withdrawn(Account account, Dispute dispute) => Book(account, "adjustment", "dispute", dispute.Currency, -dispute.Amount,
        (long)Units(EachDispute, dispute.Currency), dispute.Id, $"Chargeback withdrawal for {dispute.Charge}", "Dispute fee", account.Now);

    /// <summary>A won dispute gives back the amount and the fee.</summary>
    public static BalanceTransaction Reinstated(Account account, Dispute dispute) => Book(account, "adjustment", "dispute_reversal", dispute.Currency, dispute.Amount,
        -(long)Units(EachDispute, dispute.Currency), dispute.Id, $"Chargeback reversal for {dispute.Charge}", "Dispute fee refund", account.Now);

    /// <summary>As it is at the given second: nothing wakes it when its money becomes available.</summary>
    public static BalanceTransaction Shown(BalanceTransaction row, long now) => row.AvailableOn <= now ? row with { Status = "available" } : row;

    private static BalanceTransaction Book(
        Account account, string type, string category, string currency, long amount, long fee, string source, string? description, string? feeDescription, long availableOn) =>
        account.Save(new BalanceTransaction
        {
            Id = Ids.New("txn"), Created = account.Now, Amount = amount, AvailableOn = availableOn, Currency = currency, Description = description, Fee = fee,
            FeeDetails = fee == 0 ? [] : [new BalanceFee(fee, currency, feeDescription!)], ReportingCategory = category, Source = source, Type = type,
            Status = availableOn <= account.Now ? "available" : "pending",
        });

    private static decimal Units(decimal major, string currency) => major * (decimal)Math.Pow(10, Currencies.Decimals(currency));
}
