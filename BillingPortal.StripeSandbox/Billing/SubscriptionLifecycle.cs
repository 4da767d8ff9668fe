using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Preview;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>A subscription's states and what moves it between them: payments, the clock, and requests.</summary>
internal static class SubscriptionLifecycle
{
    /// <summary>Saves a change and tells it, unless the request that makes the subscription is still at work.</summary>
    public static Subscription Change(Account account, Subscription before, Subscription after)
    {
        after = before.Announced ? account.Update("customer.subscription.updated", before, after) : account.Save(after);
        UpcomingNotices.Plan(account, after);
        return after;
    }

    /// <summary>A subscription that is behind is in order again when its most recent invoice is settled; older ones may stay open.</summary>
    public static void InvoiceSettled(Account account, Invoice invoice)
    {
        if (WaitingFor(account, invoice) is { } changing)
        {
            PendingUpdates.Apply(account, changing, changing.PendingUpdate!);
        }

        if (account.Find<Subscription>(invoice.Subscription) is { Status: "incomplete" or "past_due" or "unpaid" } waiting && waiting.LatestInvoice == invoice.Id)
        {
            Change(account, waiting, waiting with { Status = "active" });
        }
    }

    /// <summary>Behind from the first failure on. A subscription whose first invoice fails has not begun, and stays incomplete.</summary>
    public static void InvoiceFailed(Account account, Invoice invoice)
    {
        var begun = invoice.BillingReason != "subscription_create" || invoice.CollectionMethod == "send_invoice";
        if (begun && WaitingFor(account, invoice) is null && account.Find<Subscription>(invoice.Subscription) is { Status: "active" or "trialing" } subscription)
        {
            Change(account, subscription, subscription with { Status = "past_due" });
        }
    }

    /// <summary>An invoice of a change waits for its holder to confirm it: the subscription is behind until then, a new one stays incomplete.</summary>
    public static void AwaitsPayment(Account account, Invoice open)
    {
        if (account.Find<Subscription>(open.Subscription) is { Status: "active" or "trialing" } subscription)
        {
            Change(account, subscription, subscription with { Status = "past_due" });
        }
    }

    /// <summary>A first invoice that is voided ends a subscription that never began.</summary>
    public static void InvoiceVoided(Account account, Invoice invoice)
    {
        if (account.Find<Subscription>(invoice.Subscription) is { Status: "incomplete" } never)
        {
            Expire(account, never);
        }
        else if (WaitingFor(account, invoice) is { } changing)
        {
            PendingUpdates.Drop(account, changing);
        }
    }

    /// <summary>The subscription whose pending update waits for this invoice.</summary>
    private static Subscription? WaitingFor(Account account, Invoice invoice) =>
        account.Find<Subscription>(invoice.Subscription) is { PendingUpdate: { } update } subscription && update.Invoice == invoice.Id ? subscription : null;

    public static Subscription Cancel(Account account, Subscription subscription, CancellationDetails details)
    {
        var ended = account.Save(subscription with
        {
            Status = "canceled",
            CanceledAt = subscription.CancelAtPeriodEnd || subscription.CancelAt is not null ? subscription.CanceledAt ?? account.Now : account.Now,
            EndedAt = account.Now,
            CancellationDetails = details,
            PendingUpdate = null,
        });
        StopCollecting(account, ended);
        account.Emit("customer.subscription.deleted", ended);
        return ended;
    }

    /// <summary>The clock reached the subscription: everything that is due at this second happens, one after the other.</summary>
    public static void Wake(Account account, Subscription subscription)
    {
        for (var due = subscription; due.WakeAt is { } at && at <= account.Now; due = account.Get<Subscription>(due.Id))
        {
            Step(account, due);
        }
    }

    private static void Step(Account account, Subscription subscription)
    {
        switch (subscription)
        {
            case { Status: "incomplete" }:
                Expire(account, subscription);
                break;
            case { PendingUpdate: { } update } when update.ExpiresAt <= account.Now:
                PendingUpdates.Expire(account, subscription, update);
                break;
            case { PauseCollection.ResumesAt: { } resumes } when resumes <= account.Now:
                Change(account, subscription, subscription with { PauseCollection = null });
                break;
            case { CancelAt: { } planned } when planned <= account.Now:
                Collection.Later(account, Cancellation.AsPlanned(account, subscription));
                break;
            case { Status: "trialing", TrialWarned: false }:
                WarnOfTrialEnd(account, subscription);
                break;
            case { Status: "trialing" }:
                Collection.Later(account, Trials.End(account, subscription, subscription, "subscription_cycle"));
                break;
            default:
                Renewals.Renew(account, subscription);
                break;
        }
    }

    /// <summary>Three days before the end, or at once when fewer remain.</summary>
    public static Subscription WarnOfTrialEnd(Account account, Subscription subscription)
    {
        var warned = account.Save(subscription with { TrialWarned = true });
        account.Emit("customer.subscription.trial_will_end", warned);
        return warned;
    }

    private static void Expire(Account account, Subscription subscription)
    {
        Change(account, subscription, subscription with { Status = "incomplete_expired", EndedAt = account.Now });
        if (account.Find<Invoice>(subscription.LatestInvoice) is { Status: "open" } unpaid)
        {
            InvoiceEngine.Void(account, unpaid);
        }
    }

    /// <summary>What is already open stays owed, but nothing is charged by itself any more.</summary>
    private static void StopCollecting(Account account, Subscription subscription)
    {
        foreach (var invoice in account.OwnedBy<Invoice>(subscription.Id).Where(invoice => invoice.Status is "draft" or "open" && invoice.AutoAdvance))
        {
            account.Update("invoice.updated", invoice, invoice with { AutoAdvance = false, NextPaymentAttempt = null, AutomaticallyFinalizesAt = null });
        }
    }
}
