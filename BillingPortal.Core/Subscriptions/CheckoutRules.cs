using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Subscriptions;

/// <summary>What a checkout is allowed to be, decided before anything is made at Stripe.</summary>
/// <param name="TrialDenied">Why no trial is given, when one was asked for.</param>
public sealed record CheckoutDecision(CheckoutIntent Intent, string? TrialDenied);

/// <summary>Turns a request into an intent, or refuses it in one sentence.</summary>
public sealed class CheckoutRules(IDbContextFactory<BillingDb> databases, CatalogQueries catalog, RedirectAllowList redirects, StripeOptions stripe, TrialOptions trials)
{
    public const long MaxSeats = 10_000;

    /// <summary>Reads the projections only; the caller has brought them up to date.</summary>
    public async Task<Outcome<CheckoutDecision>> DecideAsync(CheckoutRequest request, CancellationToken cancellation)
    {
        if (!stripe.BillingEnabled)
            return new BillingError(BillingErrorCode.StripeUnavailable, "Billing is switched off at the moment; nothing can be bought.");
        var snapshot = await catalog.CurrentAsync(cancellation);
        if (snapshot.Find(request.Plan) is not { Kind: PlanKind.SelfService } plan)
            return new BillingError(BillingErrorCode.UnknownPlan, $"'{request.Plan}' is not a plan that can be bought here.");
        var currency = request.Currency ?? snapshot.DefaultCurrency;
        if (plan.PriceFor(request.Interval, currency) is not { } price)
            return new BillingError(BillingErrorCode.PriceUnavailable, $"{plan.Name} has no {request.Interval.ToString().ToLowerInvariant()} price in {currency.Code.ToUpperInvariant()}.");
        var most = plan.PerSeat ? MaxSeats : 1;
        if (request.Quantity < 1 || request.Quantity > most)
            return BillingError.Invalid("quantity", plan.PerSeat ? $"The number of seats is from 1 to {MaxSeats}." : $"{plan.Name} is not sold per seat; the quantity is 1.");
        var success = redirects.Check(request.SuccessUrl, "/checkout/return?session_id={CHECKOUT_SESSION_ID}", "success_url");
        var cancel = redirects.Check(request.CancelUrl, "/pricing", "cancel_url");
        if (!success.Succeeded || !cancel.Succeeded)
            return success.Error ?? cancel.Error!;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await RefusalAsync(db, request, currency, cancellation) is { } refusal)
            return refusal;
        var denied = request.Trial ? await DeniedAsync(db, request.Organization, plan, cancellation) : null;
        var days = request.Trial && denied is null ? trials.Days : (int?)null;
        return new CheckoutDecision(
            new CheckoutIntent(
                request.Organization, plan.Code, price.Id, request.Quantity, days, days is null ? null : trials.MissingPaymentMethod, stripe.AutomaticTaxEnabled, success.Value, cancel.Value),
            denied);
    }

    private static async Task<string?> DeniedAsync(BillingDb db, OrganizationId organization, Plan plan, CancellationToken cancellation) =>
        plan.HasTrial ? (await TrialLedger.EligibilityAsync(db, organization, cancellation)).Reason : $"{plan.Name} has no free trial.";

    private static async Task<BillingError?> RefusalAsync(BillingDb db, CheckoutRequest request, Currency currency, CancellationToken cancellation)
    {
        var organization = request.Organization;
        if (await db.Organizations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == organization, cancellation) is not { } owner)
            return BillingError.NotFound("The organization");
        var subscriptions = await db.Subscriptions.AsNoTracking().Where(row => row.OrganizationId == organization).ToListAsync(cancellation);
        if (subscriptions.Find(row => row.Status.IsLive()) is not null)
            return new BillingError(BillingErrorCode.AlreadySubscribed, "Your organization already has a subscription. Change its plan instead of buying a second one.");
        var bound = await db.BillingCustomers.AsNoTracking().Where(row => row.Id == owner.CustomerId).Select(row => row.Currency).FirstOrDefaultAsync(cancellation);
        return bound is { } first && first != currency
            ? new BillingError(BillingErrorCode.CurrencyMismatch, $"Your organization has paid in {first.Code.ToUpperInvariant()} before, and Stripe keeps one currency for each customer. Choose {first.Code.ToUpperInvariant()}.")
            : null;
    }
}
