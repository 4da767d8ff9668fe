using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Credits;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Preview;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Clocks;

/// <summary>Wakes objects in the order of their instants, each as a commit of its own at its own time.</summary>
internal sealed class Timekeeper
{
    private readonly SandboxContext sandbox;
    private readonly Dictionary<Type, Action<Account, StripeObject>> handlers = [];

    public Timekeeper(SandboxContext sandbox)
    {
        this.sandbox = sandbox;
        On<Event>(Event.Wake);
        On<IdempotencyRecord>(static (account, old) => account.Remove(old));
        On<CheckoutSession>(static (account, session) => CheckoutRoutes.Expire(account, session));
        On<Subscription>(SubscriptionLifecycle.Wake);
        On<UpcomingNotice>(UpcomingNotices.Wake);
        On<Invoice>(InvoiceEngine.Wake);
        On<PaymentIntent>(PaymentEngine.Wake);
        On<Charge>(Disputes.Wake);
        On<Dispute>(Disputes.Wake);
        On<Refund>(Refunds.Wake);
        On<Discount>(DiscountEnd.Wake);
        On<Coupon>(CouponRoutes.Wake);
        On<PromotionCode>(PromotionCodeRoutes.Wake);
        On<CreditGrant>(CreditLedger.Wake);
    }

    /// <summary>What to do when an object of this kind is due. The handler must move or end the object's instant.</summary>
    public void On<T>(Action<Account, T> wake) where T : StripeObject => handlers[typeof(T)] = (account, row) => wake(account, (T)row);

    /// <summary>Brings an account to the sandbox's present. The caller holds its gate.</summary>
    public void CatchUp(Account account)
    {
        var now = sandbox.Now;
        CatchUp(account, clock: null, now);
        account.Now = account.SandboxNow = now;
    }

    /// <summary>Runs everything that one clock has reached.</summary>
    public void CatchUp(Account account, string? clock, long now)
    {
        while (account.Agenda.NextDue(clock, now) is { } due)
        {
            account.Now = due.At;
            account.SandboxNow = clock is null ? due.At : account.SandboxNow;
            var row = account.Find(due.Id)!;
            try
            {
                handlers[row.GetType()](account, row);
            }
            catch
            {
                // What failed half-way must not be committed by whatever comes next.
                account.Rollback();
                throw;
            }

            if (account.Find(due.Id)?.WakeAt is { } next && next <= due.At)
            {
                throw new InvalidOperationException($"{due.Id} stays due at {due.At}; its wake handler does not move its instant.");
            }

            _ = sandbox.CommitAsync(account);
        }
    }
}
