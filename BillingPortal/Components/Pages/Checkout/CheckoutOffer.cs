using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>What the customer is about to agree to: shown before Stripe's page, with every date and amount.</summary>
/// <param name="TrialDenied">One sentence when a trial was asked for and is not given; the amount is then due at once.</param>
/// <param name="FirstPayment">When the first payment is due: at the trial's end, else null for now.</param>
public sealed record CheckoutOffer(Plan Plan, PlanPrice Price, long Seats, int TrialDays, string? TrialDenied, DateTimeOffset? FirstPayment)
{
    public const long MostSeats = 10_000;

    public bool StartsTrial => FirstPayment is not null;

    /// <summary>Each period, before tax.</summary>
    public Money Total => Price.UnitAmount * Seats;

    public Money DueToday => StartsTrial ? Money.Zero(Total.Currency) : Total;
}
