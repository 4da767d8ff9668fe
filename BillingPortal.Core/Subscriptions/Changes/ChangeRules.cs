using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>What a customer wants the subscription to become.</summary>
/// <param name="Actor">For the audit log: <c>user:{id}</c>.</param>
public sealed record ChangeRequest(OrganizationId Organization, PlanChoice Wish, string Actor);

/// <summary>A change that is allowed, with what it is and how it would be made.</summary>
public sealed record AllowedChange(Subscription Subscription, PlanChoice Now, ChangeDecision Decision, ChangeOrder Order);

/// <summary>Decides whether a change is allowed, from the projections; the caller has brought them up to date.</summary>
public sealed class ChangeRules(IDbContextFactory<BillingDb> databases, CatalogQueries catalog, StripeOptions stripe)
{
    public async Task<Outcome<AllowedChange>> DecideAsync(ChangeRequest request, CancellationToken cancellation)
    {
        if (!stripe.BillingEnabled)
            return new BillingError(BillingErrorCode.StripeUnavailable, "Billing is switched off at the moment; nothing can be changed.");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var organization = request.Organization;
        var all = await db.Subscriptions.AsNoTracking().Include(row => row.Items).Where(row => row.OrganizationId == organization).ToListAsync(cancellation);
        var subscription = SubscriptionQueries.Choose(all);
        if (subscription is null)
            return None;
        if (Refusal(subscription) is { } refusal)
            return refusal;
        if (MainItem.Of(subscription, await catalog.PriceBookAsync(cancellation)) is not { Plan: { } plan, Interval: { } interval } main)
            return new BillingError(BillingErrorCode.Conflict, "Your subscription has a price that was agreed by hand. Please ask us to change it.");
        var snapshot = await catalog.CurrentAsync(cancellation);
        var target = Target(snapshot, request.Wish, subscription.Currency);
        if (!target.Succeeded)
            return target.Error;
        if (await SeatsAsync(db, organization, request.Wish, snapshot, cancellation) is { } tooFew)
            return tooFew;
        var now = new PlanChoice(plan, interval, main.Item.Quantity);
        var trialing = subscription.Status == SubscriptionStatus.Trialing;
        var decision = ChangePolicy.Decide(now, request.Wish, code => Rank(snapshot, code), trialing);
        var order = new ChangeOrder(
            subscription.Id, main.Item.Id, decision.Kind == ChangeKind.NoOp ? main.Item.PriceId : target.Value, request.Wish.Quantity, decision.Timing,
            trialing ? subscription.TrialEnd!.Value : main.Item.CurrentPeriodEnd, ProrationDate: null);
        return new AllowedChange(subscription, now, decision, order);
    }

    private static BillingError None => new(BillingErrorCode.NoSubscription, "Your organization has no subscription that could be changed. Choose a plan on the pricing page.");

    private static BillingError? Refusal(Subscription subscription) => subscription.Status switch
    {
        SubscriptionStatus.Active or SubscriptionStatus.Trialing => null,
        SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid => new BillingError(BillingErrorCode.PaymentRequired, "An invoice of your subscription is not paid yet. Please pay it first; then the plan can be changed."),
        SubscriptionStatus.Paused => new BillingError(BillingErrorCode.Conflict, "Your subscription is paused. Please add a payment method first; then the plan can be changed."),
        _ => None,
    };

    private static Outcome<PriceId> Target(CatalogSnapshot snapshot, PlanChoice wish, Currency currency)
    {
        if (snapshot.Find(wish.Plan) is not { } plan || plan.Kind == PlanKind.ContactSales)
            return new BillingError(BillingErrorCode.UnknownPlan, $"'{wish.Plan}' is not a plan that you can change to here.");
        if (plan.Kind == PlanKind.Free)
            return new BillingError(BillingErrorCode.UnknownPlan, $"To go back to {plan.Name}, cancel the subscription; it then ends with the paid period.");
        if (plan.PriceFor(wish.Interval, currency) is not { } price)
            return new BillingError(BillingErrorCode.PriceUnavailable, $"{plan.Name} has no {wish.Interval.ToString().ToLowerInvariant()} price in {currency.Code.ToUpperInvariant()}, the currency of your subscription.");
        var most = plan.PerSeat ? CheckoutRules.MaxSeats : 1;
        return wish.Quantity >= 1 && wish.Quantity <= most ? price.Id
            : BillingError.Invalid("quantity", plan.PerSeat ? $"The number of seats is from 1 to {CheckoutRules.MaxSeats}." : $"{plan.Name} is not sold per seat; the quantity is 1.");
    }

    /// <summary>Nobody loses a seat by a change of plan: people are removed by people.</summary>
    private static async Task<BillingError?> SeatsAsync(BillingDb db, OrganizationId organization, PlanChoice wish, CatalogSnapshot snapshot, CancellationToken cancellation)
    {
        if (snapshot.Find(wish.Plan) is not { PerSeat: true })
            return null;
        var members = await db.Members.CountAsync(member => member.OrganizationId == organization, cancellation);
        return wish.Quantity >= members ? null
            : BillingError.Invalid("quantity", $"Your organization has {members} members. Remove {members - wish.Quantity} of them first, or keep at least {members} seats.");
    }

    private static int Rank(CatalogSnapshot snapshot, PlanCode code)
    {
        for (var rank = 0; rank < snapshot.Plans.Count; rank++)
        {
            if (snapshot.Plans[rank].Code == code)
                return rank;
        }

        return -1; // a plan that is no longer sold: everything that is sold is more
    }
}
