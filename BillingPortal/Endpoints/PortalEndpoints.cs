using BillingPortal.Access;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Endpoints;

/// <summary>Opens Stripe's hosted customer portal for the acting organization.</summary>
public static class PortalEndpoints
{
    public static void MapPortalSession(this IEndpointRouteBuilder api) => api.MapPost("/portal", OpenAsync)
        .RequireAuthorization(Policies.Owner)
        .WithSummary("A link into Stripe's customer portal, valid for some minutes.")
        .Produces<PortalAnswer>().ProducesProblem(400).ProducesProblem(409);

    private static async Task<IResult> OpenAsync(PortalBody body, Caller caller, CustomerPortal portal, CancellationToken cancellation)
    {
        var opened = await portal.OpenAsync(new PortalRequest(await caller.OrganizationAsync(cancellation), body.ReturnUrl, body.Configuration, body.Flow), cancellation);
        return opened.ToResult(url => Results.Ok(new PortalAnswer(url)));
    }
}

/// <param name="Flow"><c>payment_method_update</c>, <c>subscription_cancel</c> or <c>subscription_update</c>.</param>
public sealed record PortalBody(string? ReturnUrl, string? Configuration, string? Flow);

public sealed record PortalAnswer(Uri Url);
