using System.Text.Json;
using BillingPortal.Access;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Webhooks;
using Microsoft.AspNetCore.Mvc;

namespace BillingPortal.Endpoints;

/// <summary>The webhook log, for support.</summary>
public static class WebhookLogEndpoints
{
    public static void MapWebhookLog(this IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", ListAsync).RequireAuthorization(Policies.Support)
            .WithSummary("Events as they came in, newest first.").Produces<ApiList<WebhookLogRow>>().ProducesProblem(400);
        api.MapGet("/webhooks/{event_id}", GetAsync).RequireAuthorization(Policies.Support)
            .WithSummary("One event with its payload and every attempt to process it.").Produces<WebhookLogEntry>().ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(string? limit, [FromQuery(Name = "starting_after")] string? startingAfter, string? status, string? type, InboxQueries inbox, CancellationToken cancellation)
    {
        var read = PageQuery.Read(limit, startingAfter);
        if (!read.Succeeded)
            return ProblemMap.ToResult(read.Error);
        InboxStatus? wanted = Enum.TryParse<InboxStatus>(status, ignoreCase: true, out var known) && !int.TryParse(status, out _) ? known : null;
        if (!string.IsNullOrEmpty(status) && wanted is null)
            return ProblemMap.ToResult(BillingError.Invalid("status", "status must be pending, processed, ignored or parked."));
        var page = await inbox.ListAsync(new InboxFilter(wanted, string.IsNullOrEmpty(type) ? null : type, After: read.Value.StartingAfter, Limit: read.Value.Limit), cancellation);
        return Results.Ok(new ApiList<WebhookLogRow>([.. page.Rows.Select(WebhookLogRow.From)], page.HasMore));
    }

    private static async Task<IResult> GetAsync([FromRoute(Name = "event_id")] string eventId, InboxQueries inbox, CancellationToken cancellation) =>
        await inbox.GetAsync(eventId, cancellation) is { } detail
            ? Results.Ok(WebhookLogEntry.From(detail))
            : ProblemMap.ToResult(BillingError.NotFound("The event"));
}

public sealed record WebhookLogRow(string Id, string Type, InboxStatus Status, DateTimeOffset Created, DateTimeOffset ReceivedAt, DateTimeOffset? ProcessedAt, int Attempts, string? LastError, string? ObjectId)
{
    public static WebhookLogRow From(InboxRow row) => new(row.EventId, row.EventType, row.Status, row.EventCreated, row.ReceivedAt, row.ProcessedAt, row.Attempts, row.LastError, row.ObjectId);
}

public sealed record WebhookLogAttempt(int Number, DateTimeOffset StartedAt, double Milliseconds, string? Error);

public sealed record WebhookLogEntry(WebhookLogRow Event, string? ApiVersion, string? IgnoredBecause, DateTimeOffset? NextAttemptAt, IReadOnlyList<WebhookLogAttempt> Attempts, JsonElement Payload)
{
    public static WebhookLogEntry From(InboxDetail detail)
    {
        using var payload = JsonDocument.Parse(detail.PayloadJson);
        return new WebhookLogEntry(WebhookLogRow.From(detail.Row), detail.ApiVersion, detail.IgnoredBecause, detail.NextAttemptAt,
            [.. detail.AttemptLog.Select(attempt => new WebhookLogAttempt(attempt.Number, attempt.StartedAt, attempt.Duration.TotalMilliseconds, attempt.Error))], payload.RootElement.Clone());
    }
}
