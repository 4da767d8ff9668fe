using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;

namespace BillingPortal.Core.Subscriptions;

/// <param name="ReturnUrl">Checked as Checkout's addresses are; null comes back to the billing overview.</param>
/// <param name="Configuration">A portal configuration's id; null takes the configured one, else the account's default.</param>
/// <param name="Flow">One of <see cref="CustomerPortal.Flows"/>; null opens the overview.</param>
public sealed record PortalRequest(OrganizationId Organization, string? ReturnUrl, string? Configuration, string? Flow);

/// <summary>Opens Stripe's hosted customer portal for an organization. What is changed there comes back by webhook.</summary>
public sealed class CustomerPortal(StripeClient stripe, StripeOptions account, CustomerService customers, SubscriptionQueries subscriptions, RedirectAllowList redirects, IdGenerator ids)
{
    private const string Cancel = "subscription_cancel";
    private const string Update = "subscription_update";

    public static IReadOnlyList<string> Flows { get; } = ["payment_method_update", Cancel, Update];

    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public async Task<Outcome<Uri>> OpenAsync(PortalRequest request, CancellationToken cancellation)
    {
        if (request.Flow is { } unknown && !Flows.Contains(unknown))
            return BillingError.Invalid("flow", $"flow must be one of {string.Join(", ", Flows)}.");
        var back = redirects.Check(request.ReturnUrl, "/billing", "return_url");
        if (!back.Succeeded)
            return back.Error;
        if (await customers.FindAsync(request.Organization, cancellation) is not { } customer)
            return new BillingError(BillingErrorCode.NoCustomer, "The organization has not bought anything yet, so there is nothing to manage at Stripe.");
        var subscription = request.Flow is Cancel or Update ? await subscriptions.CurrentAsync(request.Organization, cancellation) : null;
        if (request.Flow is Cancel or Update && subscription is not { EndedAt: null })
            return new BillingError(BillingErrorCode.NoSubscription, "The organization has no subscription that could be changed.");
        var session = await stripe.CreatePortalSessionAsync(
            new PortalSessionCreate
            {
                Customer = customer, ReturnUrl = back.Value, FlowData = Flow(request.Flow, subscription?.Id),
                Configuration = request.Configuration ?? (account.PortalConfiguration.Length > 0 ? account.PortalConfiguration : null),
            },
            IdempotencyKey.For("portal", request.Organization.Value, ids.New("open")), // each opening is an intent of its own: sessions live for minutes
            cancellation);
        return session.Url;
    }

    private static PortalFlow? Flow(string? flow, SubscriptionId? subscription) => flow is null ? null : new PortalFlow
    {
        Type = flow,
        SubscriptionCancel = flow == Cancel ? new PortalFlowSubscription(subscription!.Value) : null,
        SubscriptionUpdate = flow == Update ? new PortalFlowSubscription(subscription!.Value) : null,
    };
}
