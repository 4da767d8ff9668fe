using BillingPortal.Access;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Endpoints;

/// <summary>Starts Stripe Checkout for the acting organization.</summary>
public static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder api) => api.MapPost("/checkout", StartAsync)
        .RequireAuthorization(Policies.Owner)
        .WithSummary("Starts Checkout. A trial that is not due is denied in the answer; Checkout then shows what is charged at once.")
        .Produces<CheckoutAnswer>().ProducesProblem(400).ProducesProblem(409);

    private static async Task<IResult> StartAsync(CheckoutBody body, Caller caller, CheckoutService checkout, CancellationToken cancellation)
    {
        if (body.Check() is { } refusal)
            return ProblemMap.ToResult(refusal);
        var started = await checkout.StartAsync(body.ToRequest(await caller.OrganizationAsync(cancellation), caller), cancellation);
        return started.ToResult(session => Results.Ok(new CheckoutAnswer(session.SessionId.Value, session.Url, session.TrialApplied, session.TrialDeniedReason)));
    }
}

/// <summary>The body of <c>POST /checkout</c>.</summary>
/// <param name="Interval"><c>monthly</c> or <c>yearly</c>.</param>
/// <param name="Quantity">Seats, at least 1.</param>
/// <param name="Currency">ISO 4217; without it the default currency.</param>
public sealed record CheckoutBody(string? Plan, string? Interval, long? Quantity, string? Currency, bool? Trial, string? SuccessUrl, string? CancelUrl)
{
    private const long MaximumSeats = 10_000;

    /// <summary>All that is wrong with the form of the request, field by field; what exists is the service's to say.</summary>
    public BillingError? Check()
    {
        var fields = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(Plan))
            fields["plan"] = ["plan is required."];
        if (!Enum.TryParse<BillingInterval>(Interval, ignoreCase: true, out _) || int.TryParse(Interval, out _))
            fields["interval"] = ["interval must be monthly or yearly."];
        if (Quantity is < 1 or > MaximumSeats)
            fields["quantity"] = [$"quantity must be from 1 to {MaximumSeats}."];
        if (Currency is not null && !Core.Primitives.Currency.TryParse(Currency, out _))
            fields["currency"] = ["currency must be an ISO 4217 code such as usd."];
        return fields.Count == 0 ? null : new BillingError(BillingErrorCode.ValidationFailed, "The request has fields that cannot be read.") { Fields = fields };
    }

    /// <summary>The answer tells about a denied trial and Checkout shows the amount, so calling is agreeing.</summary>
    public CheckoutRequest ToRequest(OrganizationId organization, Caller caller) => new(
        organization, PlanCode.From(Plan!), Enum.Parse<BillingInterval>(Interval!, ignoreCase: true), Quantity ?? 1,
        Core.Primitives.Currency.TryParse(Currency, out var currency) ? currency : null,
        Trial ?? false, AgreedToPayNow: true, SuccessUrl, CancelUrl, caller.Actor, caller.Email);
}

public sealed record CheckoutAnswer(string SessionId, Uri Url, bool TrialApplied, string? TrialDeniedReason);
