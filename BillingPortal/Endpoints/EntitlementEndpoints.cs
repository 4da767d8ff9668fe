using BillingPortal.Access;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Mvc;

namespace BillingPortal.Endpoints;

/// <summary>What an organization may use, for its own programs and pages.</summary>
public static class EntitlementEndpoints
{
    public static void MapEntitlements(this IEndpointRouteBuilder api) => api.MapGet("/entitlements/{org_id}", AnswerAsync)
        .RequireAuthorization(Policies.SignedIn) // whose organization it is, is asked below: a stranger's answer is 404, not 403
        .WithSummary("Plan, features and limits of an organization, and the reason for each answer.")
        .Produces<EntitlementAnswer>().ProducesProblem(404);

    private static async Task<IResult> AnswerAsync([FromRoute(Name = "org_id")] string orgId, Caller caller, EntitlementQueries entitlements, CancellationToken cancellation)
    {
        var organization = OrganizationId.From(orgId);
        if (!await caller.MayReadAsync(organization, cancellation))
            return ProblemMap.ToResult(BillingError.NotFound("The organization"));
        var set = await entitlements.ForOrganizationAsync(organization, cancellation);
        return Results.Ok(new EntitlementAnswer(set.OrganizationId.Value, set.Plan.Value, set.Status, set.Saas, set.Features, set.Limits, set.Seats, set.Source, set.AsOf, set.Stale, set.Why));
    }
}

public sealed record EntitlementAnswer(string OrgId, string Plan, string Status, bool Saas, IReadOnlyList<string> Features, IReadOnlyDictionary<string, long?> Limits, long Seats, string Source, DateTimeOffset AsOf, bool Stale, IReadOnlyList<string> Why);
