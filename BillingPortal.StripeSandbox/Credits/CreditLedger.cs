using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Credits;

/// <summary>The only hand that moves a grant's balance, and always together with the transaction that says why.</summary>
internal static class CreditLedger
{
    /// <summary>The amount becomes usable.</summary>
    public static CreditGrant Fund(Account account, CreditGrant grant)
    {
        var amount = grant.Amount.Monetary.Value;
        return Credit(account, grant with { Funded = true }, amount, new CreditMove(AmountOf(grant, amount), "credits_granted")).Grant;
    }

    /// <summary>Credits pay a line of an invoice.</summary>
    public static CreditBalanceTransaction Apply(Account account, CreditGrant grant, long amount, CreditedLine line) =>
        Debit(account, grant, amount, new DebitMove(AmountOf(grant, amount), "credits_applied", line)).Made;

    /// <summary>An invoice that is voided returns what it used; a grant that is over by then loses it again at once.</summary>
    public static void GiveBack(Account account, CreditGrant grant, long amount, CreditedLine line)
    {
        var after = Credit(account, grant, amount, new CreditMove(AmountOf(grant, amount), "credits_application_invoice_voided", line)).Grant;
        if (after.Expired)
        {
            Lose(account, after, "credits_expired");
        }
    }

    public static CreditGrant Expire(Account account, CreditGrant grant) => Lose(account, grant with { Expired = true }, "credits_expired");

    public static CreditGrant Void(Account account, CreditGrant grant) => Lose(account, grant, "credits_voided");

    /// <summary>The clock reached the second from which a grant may be used, or the one from which it may not.</summary>
    public static void Wake(Account account, CreditGrant grant)
    {
        if (grant.ExpiresAt <= account.Now)
        {
            Expire(account, grant);
        }
        else
        {
            Fund(account, grant);
        }
    }

    private static CreditGrant Lose(Account account, CreditGrant grant, string type) =>
        grant.Balance == 0 ? account.Save(grant) : Debit(account, grant, grant.Balance, new DebitMove(AmountOf(grant, grant.Balance), type)).Grant;

    private static (CreditGrant Grant, CreditBalanceTransaction Made) Credit(Account account, CreditGrant grant, long amount, CreditMove move) =>
        Move(account, grant, amount, new CreditBalanceTransaction { Id = "", CreditGrant = grant.Id, Customer = grant.Customer, EffectiveAt = account.Now, Credit = move });

    private static (CreditGrant Grant, CreditBalanceTransaction Made) Debit(Account account, CreditGrant grant, long amount, DebitMove move) =>
        Move(account, grant, -amount, new CreditBalanceTransaction { Id = "", CreditGrant = grant.Id, Customer = grant.Customer, EffectiveAt = account.Now, Debit = move });

    private static (CreditGrant Grant, CreditBalanceTransaction Made) Move(Account account, CreditGrant grant, long change, CreditBalanceTransaction transaction)
    {
        var after = grant.Balance + change >= 0 ? account.Save(grant with { Balance = grant.Balance + change })
            : throw new InvalidOperationException($"The ledger of {grant.Id} would fall below zero.");
        return (after, account.Create("billing.credit_balance_transaction.created",
            transaction with { Id = Ids.New("cbtxn_test"), Created = account.Now, TestClock = grant.TestClock }));
    }

    private static CreditAmount AmountOf(CreditGrant grant, long value) => CreditAmount.Of(grant.Amount.Monetary.Currency, value);
}
