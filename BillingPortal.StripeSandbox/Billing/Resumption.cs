using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>How a paused subscription goes on.</summary>
/// <param name="AnchorNow">A whole period begins now; else the cycle goes on as if it had never stopped.</param>
/// <param name="ProrationBehavior">How the rest of a running period is billed: always_invoice, create_prorations or none.</param>
/// <param name="ProrationDate">The second from which that rest counts.</param>
internal sealed record ResumeTerms(bool AnchorNow, string ProrationBehavior, long ProrationDate)
{
    public static ResumeTerms Read(Call call, Parameters parameters)
    {
        var date = parameters.Integer("proration_date");
        if (date > call.Now)
        {
            throw StripeError.Invalid("`proration_date` cannot be in the future when a subscription is resumed.", parameters.Name("proration_date"), validation: false);
        }

        return new ResumeTerms(
            parameters.Choice("billing_cycle_anchor", "now", "unchanged") != "unchanged",
            parameters.Choice("proration_behavior", "always_invoice", "create_prorations", "none") ?? "create_prorations",
            date ?? call.Now);
    }
}

/// <summary>Takes a paused subscription up again.</summary>
internal static class Resumption
{
    public static Subscription Resume(Account account, Subscription paused, ResumeTerms terms)
    {
        var resumed = Collection.AtOnce(account, Draft(account, paused, terms), new CollectionTerms());
        account.Emit("customer.subscription.resumed", resumed);
        return resumed;
    }

    public static Billed Draft(Account account, Subscription paused, ResumeTerms terms)
    {
        var active = paused with { Status = "active" };
        if (terms.AnchorNow)
        {
            active = active with { BillingCycleAnchor = account.Now, BillingCycleAnchorConfig = null };
            return Renewals.Bill(account, paused, active with { Items = Renewals.InPeriodAt(active, account.Now) }, "subscription_update",
                new LinePeriod(paused.PeriodStart, account.Now));
        }

        var running = active with { Items = active.Items with { Data = [.. active.Items.Data.Select(item => Running(account, active, item))] } };
        if (terms.ProrationBehavior == "none")
        {
            return new Billed(SubscriptionLifecycle.Change(account, paused, running));
        }

        // Nothing of the running period was billed, so every item is charged for its rest as a new one is.
        var nothing = paused with { Items = paused.Items with { Data = [] } };
        running = Proration.Prorate(account, nothing, running, terms.ProrationDate);
        return terms.ProrationBehavior == "always_invoice"
            ? Renewals.BillWaiting(account, paused, running, "subscription_update", terms.ProrationDate)
            : new Billed(SubscriptionLifecycle.Change(account, paused, running));
    }

    private static SubscriptionItem Running(Account account, Subscription subscription, SubscriptionItem item) => item with
    {
        Billed = [],
        CurrentPeriodStart = subscription.Cycle.Start(item.Price.Recurring!, account.Now),
        CurrentPeriodEnd = Renewals.EndOf(subscription, item.Price.Recurring!, account.Now),
    };
}
