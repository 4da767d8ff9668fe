using BillingPortal.Access;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Mvc;

namespace BillingPortal.Endpoints;

/// <summary>Small forms that change the session and have no page of their own. Antiforgery is checked because they bind forms.</summary>
public static class AccountActions
{
    public static void MapAccountActions(this WebApplication app)
    {
        app.MapPost(PortalUrls.SignOut, async ([FromForm] string? returnUrl, SignInService session) =>
            {
                await session.SignOutAsync();
                return Results.LocalRedirect(LocalPath.Or(returnUrl, PortalUrls.Home)!);
            })
            .ExcludeFromDescription();

        app.MapPost(PortalUrls.SwitchOrganization, SwitchAsync)
            .RequireAuthorization(Policies.Verified)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> SwitchAsync([FromForm] string organization, [FromForm] string? returnUrl, HttpContext context, OrganizationService organizations, CancellationToken cancellation)
    {
        if (CurrentUser.From(context.User) is not { } user || await organizations.FindAsync(user.Id, OrganizationId.From(organization), cancellation) is not { } membership)
            return ProblemMap.ToResult(BillingError.NotFound("The organization"));
        OrganizationCookie.Write(context, membership.OrganizationId.Value);
        return Results.LocalRedirect(LocalPath.Or(returnUrl, PortalUrls.Billing)!);
    }
}
