using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Changes a subscription and bills the difference: prorations, new periods, trials that begin or end.</summary>
internal static class SubscriptionUpdate
{
    public static Subscription Update(Call call)
    {
        var before = call.FromPath<Subscription>("id", "subscription");
        return before.IsOver ? UpdateEnded(call, before) : Apply(call.Account, ChangeReader.Read(call, call.Parameters, before));
    }

    /// <summary>Saves the change, bills it and collects what is due at once; a pending one holds only when that succeeds.</summary>
    public static Subscription Apply(Account account, SubscriptionChange change) => change.Terms.PaymentBehavior == "pending_if_incomplete"
        ? PendingUpdates.Try(account, change)
        : Collection.AtOnce(account, Draft(account, change), change.Terms);

    /// <summary>Saves the change and bills it, without collecting.</summary>
    public static Billed Draft(Account account, SubscriptionChange change)
    {
        var (before, after) = (change.Before, change.After);
        ItemReader.Check([.. after.Items.Data.Select(item => item.Price)], after.Currency, after.BillingMode.Type, "items");
        change.Charges.ForEach(charge => charge.Make(account, after));
        if (change.EndsTrial)
        {
            return Trials.End(account, before, after, "subscription_update");
        }

        if (!before.IsBilled)
        {
            return new Billed(SubscriptionLifecycle.Change(account, before, MeteredLines.FromNow(account, before, after)));
        }

        var prorates = change.ProrationBehavior != "none";
        return after.Status == "trialing" ? BeginTrial(account, change, prorates)
            : Restarts(change) ? Restart(account, change, prorates)
            : Continue(account, change, prorates);
    }

    /// <summary>The period goes on with other items: the rest of it is credited and charged.</summary>
    private static Billed Continue(Account account, SubscriptionChange change, bool prorates)
    {
        var (before, after) = (change.Before, MeteredLines.FromNow(account, change.Before, change.After));
        if (!prorates)
        {
            return new Billed(SubscriptionLifecycle.Change(account, before, after));
        }

        after = Proration.Prorate(account, before, after, change.ProrationDate);
        MeteredLines.BillRemoved(account, before, after);
        return change.ProrationBehavior == "always_invoice"
            ? Renewals.BillWaiting(account, before, after, "subscription_update", change.ProrationDate)
            : new Billed(SubscriptionLifecycle.Change(account, before, after));
    }

    /// <summary>A new period begins at the proration date, which is now unless a preview fixed it, and is billed at once.</summary>
    private static Billed Restart(Account account, SubscriptionChange change, bool prorates)
    {
        if (prorates)
        {
            Proration.CreditAll(account, change.Before, change.ProrationDate);
        }

        var begun = change.After with { BillingCycleAnchor = change.ProrationDate, BillingCycleAnchorConfig = null };
        begun = begun with { Items = Renewals.InPeriodAt(begun, change.ProrationDate) };
        return Renewals.Bill(account, change.Before, begun with { CancelAt = begun.CancelAtPeriodEnd ? begun.PeriodEnd : begun.CancelAt }, "subscription_update",
            new LinePeriod(change.Before.PeriodStart, change.ProrationDate));
    }

    /// <summary>A trial begins on a running subscription: what was paid for the time is credited, and the trial shows as free lines.</summary>
    private static Billed BeginTrial(Account account, SubscriptionChange change, bool prorates)
    {
        var (before, after) = (change.Before, change.After);
        if (prorates)
        {
            Proration.CreditAll(account, before, change.ProrationDate);
        }

        after = after with { Items = after.Items with { Data = [.. after.Items.Data.Select(item => item with { Billed = [] })] } };
        var blank = Renewals.Blank(account, after, "subscription_update", new LinePeriod(before.PeriodStart, account.Now));
        after = SubscriptionLifecycle.Change(account, before, after with { LatestInvoice = blank.Id });
        return new Billed(after, InvoiceEngine.Draft(account, blank,
        [
            .. InvoiceEngine.TakePendingItems(account, after.Customer, after.Currency, blank.Id, after.Id),
            .. after.Items.Data.Where(item => !item.Price.IsMetered()).Select(item => Lines.ForTrial(account, after, item)),
            .. MeteredLines.InArrears(account, before, after),
        ]));
    }

    /// <summary>Stripe keeps the billing date unless the interval changes, the subscription moves between free and paid, or it is asked to.</summary>
    private static bool Restarts(SubscriptionChange change) => change.AnchorNow
        || !change.Before.Items.Data.Exists(old => change.After.Items.Data.Exists(item => ItemReader.SameInterval(old.Price.Recurring!, item.Price.Recurring!)))
        || IsFree(change.Before) != IsFree(change.After);

    private static bool IsFree(Subscription subscription) => subscription.Items.Data.TrueForAll(item =>
        !item.Price.IsMetered() && Lines.AmountOf(item.Price.In(subscription.Currency), Math.Max(item.Quantity ?? 0, 1)) == 0);

    private static Subscription UpdateEnded(Call call, Subscription before)
    {
        var after = before with { Metadata = call.Parameters.Metadata(before.Metadata), CancellationDetails = EndReader.ReadDetails(call.Parameters, before.CancellationDetails) };
        // The answer is expanded after this.
        call.Parameters.Accept("expand");
        if (call.Parameters.FirstUnread() is { } other)
        {
            throw StripeError.WrongState("A canceled subscription can only update its cancellation_details and metadata.", param: other);
        }

        return call.Account.Update("customer.subscription.updated", before, after);
    }
}
