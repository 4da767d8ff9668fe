using System.Text.Json;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>A quote that this caller now carries out.</summary>
/// <param name="Resumed">Somebody began before and did not come back: Stripe may have been asked already.</param>
public sealed record ClaimedQuote(ChangeQuote Quote, bool Resumed);

/// <summary>Hands each quote to one caller at a time and writes down what became of it.</summary>
public sealed class QuoteDesk(IDbContextFactory<BillingDb> databases, SubscriptionProjection projection, AuditLog audit, ChangeTools tools)
{
    /// <summary>Whoever has been silent for so long has died; every step can be repeated.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Takes an open quote, or one whose carrier has died. Refuses with not_found, quote_expired, quote_used or conflict.</summary>
    public async Task<Outcome<ClaimedQuote>> ClaimAsync(OrganizationId organization, string id, string actor, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockAsync($"organization:{organization}", cancellation); // a double click, or another tab, waits here and then sees what the first one did
        var quote = await db.ChangeQuotes.FirstOrDefaultAsync(row => row.Id == id && row.OrganizationId == organization, cancellation);
        if (quote is null)
            return BillingError.NotFound("The quote");
        var now = tools.Time.GetUtcNow();
        var resumed = quote.Status == QuoteStatus.Confirming;
        if (Refusal(quote, now) is { } refusal)
            return refusal;
        if (await db.ChangeQuotes.AnyAsync(row => row.OrganizationId == organization && row.Id != id && row.Status == QuoteStatus.Confirming && row.ConfirmedAt > now - Patience, cancellation))
            return new BillingError(BillingErrorCode.Conflict, "Another change of your subscription is being made at this moment. Please wait a little and look again.");
        (quote.Status, quote.ConfirmedAt, quote.ConfirmedBy) = (QuoteStatus.Confirming, now, quote.ConfirmedBy ?? actor);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new ClaimedQuote(quote, resumed);
    }

    /// <summary>Notes what was planned before, so that a refused payment can put it back; asked once, before the first change at Stripe.</summary>
    public async Task RememberAsync(ChangeQuote quote, Wire.Subscription before, CancellationToken cancellation)
    {
        var marks = before.Metadata.Where(pair => PendingChange.NoMarks.ContainsKey(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        (quote.EndedBefore, quote.PlannedBeforeJson) = (before.CancelAtPeriodEnd, JsonSerializer.Serialize(marks));
        await WriteAsync(quote, _ => Task.CompletedTask, cancellation);
    }

    /// <summary>Writes the outcome and what Stripe now says, together.</summary>
    public Task SettleAsync(ChangeQuote quote, Wire.Subscription subscription, DateTimeOffset fetchedAt, CancellationToken cancellation) => WriteAsync(quote, async db =>
    {
        var actor = quote.ConfirmedBy ?? "portal";
        await projection.ApplyAsync(db, subscription, fetchedAt, actor, cancellation);
        audit.Append(db, ActionOf(quote.Status), actor, quote.OrganizationId, quote.Id, quote.Refusal, after: new
        {
            kind = quote.Kind, plan = quote.Plan.Value, interval = quote.Interval, quantity = quote.Quantity, effective_at = quote.EffectiveAt,
            amount_due = quote.AmountDueMinor, currency = quote.Currency.Code, invoice = quote.InvoiceId?.Value,
        });
        if (QuoteComparison.Difference(quote, subscription.LatestInvoice?.Object) is { } difference)
            audit.Append(db, "subscription.quote_differs", actor, quote.OrganizationId, quote.Id, difference);
    }, cancellation);

    /// <summary>The offer no longer holds; nothing was done.</summary>
    public Task MovedAsync(ChangeQuote quote, CancellationToken cancellation)
    {
        quote.Status = QuoteStatus.Moved;
        return WriteAsync(quote, _ => Task.CompletedTask, cancellation);
    }

    /// <summary>Back to open, because Stripe was not reached and nothing was done: the customer may say yes again.</summary>
    public Task ReleaseAsync(ChangeQuote quote, CancellationToken cancellation)
    {
        (quote.Status, quote.ConfirmedAt) = (QuoteStatus.Open, null);
        return WriteAsync(quote, _ => Task.CompletedTask, cancellation);
    }

    private async Task WriteAsync(ChangeQuote quote, Func<BillingDb, Task> alongside, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await alongside(db);
        db.ChangeQuotes.Update(quote);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static BillingError? Refusal(ChangeQuote quote, DateTimeOffset now) => quote.Status switch
    {
        QuoteStatus.Open when quote.Kind == ChangeKind.NoOp => new BillingError(BillingErrorCode.Conflict, "This is what you have already; there is nothing to change."),
        QuoteStatus.Open when quote.ExpiresAt <= now => new BillingError(BillingErrorCode.QuoteExpired, "This offer is older than its time; prices are worked out to the second. Please look at a new one."),
        QuoteStatus.Open => null,
        QuoteStatus.Confirming when quote.ConfirmedAt <= now - Patience => null,
        QuoteStatus.Confirming => new BillingError(BillingErrorCode.Conflict, "This change is being made at this moment. Please wait a little and look again."),
        _ => new BillingError(BillingErrorCode.QuoteUsed, $"This offer was used on {quote.ConfirmedAt:d MMMM yyyy, HH:mm} (UTC): {Words(quote.Status)}.")
        {
            Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["outcome"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(quote.Status.ToString()) },
        },
    };

    private static string Words(QuoteStatus status) => status switch
    {
        QuoteStatus.Applied => "the change was made",
        QuoteStatus.Scheduled => "the change is planned for the end of the period",
        QuoteStatus.RequiresAction => "your bank wants you to confirm the payment",
        QuoteStatus.Declined => "the payment was refused and nothing was changed",
        _ => "prices had moved and nothing was changed",
    };

    private static string ActionOf(QuoteStatus status) => status switch
    {
        QuoteStatus.Applied => "subscription.change_applied",
        QuoteStatus.Scheduled => "subscription.change_scheduled",
        QuoteStatus.RequiresAction => "subscription.change_requires_action",
        _ => "subscription.change_declined",
    };
}
