using System.Text;
using BillingPortal.Access;
using BillingPortal.Core.Lab;

namespace BillingPortal.Endpoints;

/// <summary>A run's timeline as a file, for a ticket or a record. Mapped only where the portal has its own sandbox.</summary>
public static class LabEndpoints
{
    public static void MapLab(this IEndpointRouteBuilder app)
    {
        var run = app.MapGroup($"{PortalUrls.AdminLabRuns}/{{id}}").RequireAuthorization(Policies.Support).ExcludeFromDescription();
        run.MapGet("/timeline.md", async (string id, LabRunStore store, CancellationToken cancellation) => await store.GetAsync(id, cancellation) is { } found
            ? Results.File(Encoding.UTF8.GetBytes(TimelineText.Of(found)), "text/markdown; charset=utf-8", $"{found.Scenario}.md")
            : Results.NotFound());
        run.MapGet("/timeline.json", async (string id, LabRunStore store, CancellationToken cancellation) => await store.GetAsync(id, cancellation) is { } found
            ? Results.Json(found)
            : Results.NotFound());
    }
}
