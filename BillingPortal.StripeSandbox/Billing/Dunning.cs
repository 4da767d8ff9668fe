using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What follows a payment that failed: the next attempt by the account's schedule, and the end when there is none left.</summary>
internal static class Dunning
{
    private const long SecondsADay = 86_400;

    /// <summary>
    /// Any first attempt begins the schedule; after that only its own attempts move it, so that somebody who tries in between disturbs nothing.
    /// </summary>
    /// <param name="account">Whose invoice it is.</param>
    /// <param name="invoice">The open invoice that was not paid.</param>
    /// <param name="scheduled">The schedule made this attempt, nobody asked for it.</param>
    /// <param name="needsAction">The bank waits for the card's holder.</param>
    public static void Failed(Account account, Invoice invoice, bool scheduled, bool needsAction = false)
    {
        var counts = scheduled || invoice.AttemptCount == 0;
        var failed = counts ? Counted(account, invoice) : invoice;
        if (needsAction)
        {
            account.Emit("invoice.payment_action_required", failed);
        }

        account.Emit("invoice.payment_failed", failed);
        SubscriptionLifecycle.InvoiceFailed(account, failed);
        if (counts)
        {
            EndIfLast(account, failed);
        }
    }

    /// <summary>The clock reached the next attempt. Where it cannot succeed it is not made, but it counts.</summary>
    public static void Retry(Account account, Invoice invoice)
    {
        if (IsHopeless(account, invoice))
        {
            EndIfLast(account, Counted(account, invoice));
        }
        else
        {
            InvoicePayments.Collect(account, invoice, method: null, present: false, scheduled: true);
        }
    }

    /// <summary>A mailed invoice was not paid in time; the subscription is behind from then on.</summary>
    public static void Overdue(Account account, Invoice invoice) =>
        SubscriptionLifecycle.InvoiceFailed(account, account.Save(invoice with { ToldOverdue = true }));

    private static Invoice Counted(Account account, Invoice invoice)
    {
        var days = AccountSettings.Of(account).RetryDays;
        var attempts = invoice.AttemptCount + 1;
        return account.Update("invoice.updated", invoice, invoice with
        {
            Attempted = true,
            AttemptCount = attempts,
            NextPaymentAttempt = IsRetried(invoice) && attempts <= days.Count ? account.Now + (days[(int)attempts - 1] * SecondsADay) : null,
        });
    }

    private static bool IsRetried(Invoice invoice) =>
        invoice is { AutoAdvance: true, CollectionMethod: "charge_automatically" } && invoice.BillingReason != "subscription_create";

    /// <summary>There is no card, or the bank has said for good that this one will not do. Another default card, or a decision about the next payments, changes that.</summary>
    private static bool IsHopeless(Account account, Invoice invoice)
    {
        if (InvoicePayments.MethodOf(account, invoice) is not { } method)
        {
            return true;
        }

        return NextPayments.Peek(account, invoice.Customer) is null && InvoicePayments.IntentOf(account, invoice) switch
        {
            { Status: "requires_action" } waiting => waiting.PaymentMethod == method.Id,
            { LastPaymentError: { } error } => error.PaymentMethod?.Id == method.Id && error.DeclineCode is { } code && Declines.Find(code) is { IsHard: true },
            _ => false,
        };
    }

    private static void EndIfLast(Account account, Invoice invoice)
    {
        if (!IsRetried(invoice) || invoice.NextPaymentAttempt is not null)
        {
            return;
        }

        var settings = AccountSettings.Of(account);
        if (account.Find<Subscription>(invoice.Subscription) is { IsOver: false } subscription)
        {
            _ = settings.AfterLastRetry switch
            {
                "cancel" => SubscriptionLifecycle.Cancel(account, subscription, new CancellationDetails { Reason = "payment_failed" }),
                "mark_unpaid" => SubscriptionLifecycle.Change(account, subscription, subscription with { Status = "unpaid" }),
                _ => subscription,
            };
        }

        if (settings.InvoiceAfterLastRetry == "mark_uncollectible")
        {
            InvoiceEngine.MarkUncollectible(account, account.Get<Invoice>(invoice.Id));
        }
    }
}
