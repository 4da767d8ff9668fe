using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Changes that hold only once they are paid: tried at once, else kept aside until their invoice is paid, voided or too old.</summary>
internal static class PendingUpdates
{
    private const long ExpirySeconds = 23 * 60 * 60;

    /// <summary>Applies the change when it costs nothing now or its payment succeeds, else leaves the subscription as it is and notes the change.</summary>
    public static Subscription Try(Account account, SubscriptionChange change)
    {
        // Until the outcome is known nobody is told: the subscription may stay what it was.
        var before = change.Before;
        var billed = SubscriptionUpdate.Draft(account, change with { Before = before with { Announced = false }, After = change.After with { Announced = false } });
        var tried = Collection.AtOnce(account, billed, change.Terms);
        if (billed.Draft is not { } draft || account.Get<Invoice>(draft.Id).Status == "paid")
        {
            return account.Update("customer.subscription.updated", before, tried with { Announced = true });
        }

        return account.Update("customer.subscription.updated", before, before with { LatestInvoice = draft.Id, PendingUpdate = Of(account, before, billed.Subscription, draft.Id) });
    }

    /// <summary>The invoice of a waiting change was paid.</summary>
    public static void Apply(Account account, Subscription subscription, PendingUpdate update)
    {
        var applied = SubscriptionLifecycle.Change(account, subscription, subscription with
        {
            PendingUpdate = null,
            BillingCycleAnchor = update.BillingCycleAnchor ?? subscription.BillingCycleAnchor,
            BillingCycleAnchorConfig = update.BillingCycleAnchor is null ? subscription.BillingCycleAnchorConfig : null,
            Items = update.SubscriptionItems is { } items ? subscription.Items with { Data = items } : subscription.Items,
            Metadata = update.Metadata ?? subscription.Metadata,
            Status = update.TrialEnd is null ? subscription.Status == "trialing" ? "active" : subscription.Status : "trialing",
            TrialEnd = update.TrialEnd ?? (subscription.Status == "trialing" ? account.Now : subscription.TrialEnd),
        });
        account.Emit("customer.subscription.pending_update_applied", applied);
    }

    /// <summary>Nobody paid in time.</summary>
    public static Subscription Expire(Account account, Subscription subscription, PendingUpdate update)
    {
        var kept = Drop(account, subscription);
        account.Emit("customer.subscription.pending_update_expired", kept);
        if (account.Find<Invoice>(update.Invoice) is { Status: "open" } unpaid)
        {
            InvoiceEngine.Void(account, unpaid);
        }

        return account.Get<Subscription>(kept.Id);
    }

    /// <summary>Forgets the change; voiding its invoice does that too.</summary>
    public static Subscription Drop(Account account, Subscription subscription) =>
        SubscriptionLifecycle.Change(account, subscription, subscription with { PendingUpdate = null });

    private static PendingUpdate Of(Account account, Subscription before, Subscription wanted, string invoice) => new()
    {
        BillingCycleAnchor = wanted.BillingCycleAnchor == before.BillingCycleAnchor ? null : wanted.BillingCycleAnchor,
        ExpiresAt = Math.Min(account.Now + ExpirySeconds, Math.Max(before.PeriodEnd, account.Now + 1)),
        Invoice = invoice,
        Metadata = wanted.Metadata.Count == before.Metadata.Count && !wanted.Metadata.Except(before.Metadata).Any() ? null : wanted.Metadata,
        SubscriptionItems = wanted.Items.Data,
        TrialEnd = wanted.Status == "trialing" && before.TrialEnd != wanted.TrialEnd ? wanted.TrialEnd : null,
    };
}
