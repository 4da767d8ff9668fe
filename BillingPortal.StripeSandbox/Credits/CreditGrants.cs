using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Credits;

/// <summary>
/// Pays metered lines from grants, after discounts and before tax. A draft shows what would be used, and uses nothing; finalizing uses it. Lines
/// take in the order in which they stand, from the grants in Stripe's order.
/// </summary>
internal static class CreditGrants
{
    /// <summary>The draft with what its customer's grants would pay if it were finalized now. Its sums have been worked out without credits.</summary>
    public static Invoice Foreseen(Account account, Invoice draft) => Paid(account, draft, static (_, grant, line, amount) =>
        new PretaxCreditAmount { Amount = amount, Type = "credit_balance_transaction", CreditGrant = grant.Id });

    /// <summary>The invoice that is being finalized, its credits taken from their grants.</summary>
    public static Invoice Used(Account account, Invoice finalizing)
    {
        // What is due at the same second comes first, and a preview has gone to its second without waking anybody.
        foreach (var due in account.OwnedBy<CreditGrant>(finalizing.Customer).Where(grant => grant.WakeAt <= account.Now))
        {
            CreditLedger.Wake(account, due);
        }

        return Paid(account, WithoutCredits(account, finalizing), (to, grant, line, amount) =>
        {
            var transaction = CreditLedger.Apply(to, to.Get<CreditGrant>(grant.Id), amount, new CreditedLine(line.Id) { Invoice = finalizing.Id });
            return PretaxCreditAmount.OfCredit(transaction.Id, amount) with { CreditGrant = grant.Id };
        });
    }

    /// <summary>Voiding an invoice gives back what it took.</summary>
    public static void GiveBack(Account account, Invoice voided)
    {
        foreach (var line in voided.Lines.Data)
        {
            foreach (var credit in line.PretaxCreditAmounts.Where(credit => credit.CreditBalanceTransaction is not null))
            {
                CreditLedger.GiveBack(account, account.Get<CreditGrant>(credit.CreditGrant!), credit.Amount, new CreditedLine(line.Id) { Invoice = voided.Id });
            }
        }
    }

    /// <summary>What the drafts of a customer would take from a grant, and what is therefore not free to plan with.</summary>
    public static long Foreseen(Account account, CreditGrant grant) => account.OwnedBy<Invoice>(grant.Customer).Where(invoice => invoice.Status == "draft")
        .SelectMany(draft => draft.Lines.Data).SelectMany(line => line.PretaxCreditAmounts).Where(credit => credit.CreditGrant == grant.Id).Sum(credit => credit.Amount);

    /// <summary>Lower priority numbers, earlier ends, gifts before purchases, earlier beginnings, older grants.</summary>
    public static IOrderedEnumerable<CreditGrant> InOrder(IEnumerable<CreditGrant> grants) => grants
        .OrderBy(grant => grant.Priority).ThenBy(grant => grant.ExpiresAt ?? long.MaxValue).ThenBy(grant => grant.Category == "promotional" ? 0 : 1)
        .ThenBy(grant => grant.EffectiveAt).ThenBy(grant => grant.Created);

    public static Invoice WithoutCredits(Account account, Invoice invoice) =>
        !invoice.Lines.Data.Exists(line => line.PretaxCreditAmounts.Exists(IsCredit)) ? invoice
            : InvoiceTotals.Of(account, invoice, WithoutCredits(invoice.Lines.Data));

    public static List<InvoiceLine> WithoutCredits(List<InvoiceLine> lines) =>
        [.. lines.Select(line => line.PretaxCreditAmounts.Exists(IsCredit) ? line with { PretaxCreditAmounts = [.. line.PretaxCreditAmounts.Where(credit => !IsCredit(credit))] } : line)];

    private static Invoice Paid(Account account, Invoice invoice, Func<Account, CreditGrant, InvoiceLine, long, PretaxCreditAmount> take)
    {
        if (invoice.Subscription is null || !invoice.Lines.Data.Exists(line => PriceOf(account, line) is not null))
        {
            return invoice;
        }

        var left = InOrder(account.OwnedBy<CreditGrant>(invoice.Customer).Where(grant => IsEligible(grant, invoice))).Select(grant => (Grant: grant, Free: grant.Balance)).ToList();
        if (left.Count == 0)
        {
            return invoice;
        }

        List<InvoiceLine> lines = [.. invoice.Lines.Data.Select(line => PriceOf(account, line) is { } price ? Paid(account, line, price, left, take) : line)];
        return InvoiceTotals.Of(account, invoice, lines);
    }

    private static InvoiceLine Paid(
        Account account, InvoiceLine line, Price price, List<(CreditGrant Grant, long Free)> left, Func<Account, CreditGrant, InvoiceLine, long, PretaxCreditAmount> take)
    {
        var owed = line.Amount - line.DiscountAmounts.Sum(discount => discount.Amount);
        var credits = new List<PretaxCreditAmount>();
        for (var at = 0; at < left.Count && owed > 0; at++)
        {
            var (grant, free) = left[at];
            var amount = Math.Min(owed, free);
            if (amount > 0 && grant.ApplicabilityConfig.Scope.Covers(price.Id))
            {
                credits.Add(take(account, grant, line, amount));
                left[at] = (grant, free - amount);
                owed -= amount;
            }
        }

        return credits.Count == 0 ? line : line with { PretaxCreditAmounts = [.. line.PretaxCreditAmounts, .. credits] };
    }

    private static bool IsEligible(CreditGrant grant, Invoice invoice) => grant is { Funded: true, IsOver: false, Balance: > 0 }
        && grant.Amount.Monetary.Currency == invoice.Currency && invoice.PeriodEnd >= grant.EffectiveAt && !(invoice.PeriodEnd >= grant.ExpiresAt);

    /// <summary>The metered price of a line that bills a subscription's item; credits pay nothing else.</summary>
    private static Price? PriceOf(Account account, InvoiceLine line) =>
        line.Amount > 0 && line.Parent.SubscriptionItemDetails is not null && account.Find<Price>(line.Pricing?.PriceDetails?.Price) is { } price && price.IsMetered() ? price : null;

    /// <summary>Credits as a preview shows them: what it took from the grants has been put back, so no transaction tells of it.</summary>
    public static List<PretaxCreditAmount> Unrecorded(List<PretaxCreditAmount> amounts) =>
        [.. amounts.Select(amount => IsCredit(amount) ? amount with { CreditBalanceTransaction = null } : amount)];

    private static bool IsCredit(PretaxCreditAmount amount) => amount.Type == "credit_balance_transaction";
}
