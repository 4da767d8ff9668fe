using System.Text.Json;
using BillingPortal.Access;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Subscriptions.Changes;

namespace BillingPortal.Endpoints;

/// <summary>Changes of the acting organization's subscription: priced first, then confirmed by the quote.</summary>
public static class PlanChangeEndpoints
{
    public static void MapPlanChanges(this IEndpointRouteBuilder api)
    {
        api.MapPost("/subscription/preview", PreviewAsync).RequireAuthorization(Policies.Owner)
            .WithSummary("What a change would cost, to the cent, as a quote that is good for some minutes.")
            .Produces<QuoteAnswer>().ProducesProblem(400).ProducesProblem(409);
        api.MapPost("/subscription/change", ChangeAsync).RequireAuthorization(Policies.Owner)
            .WithSummary("Makes the change of a quote, once. A quote whose price has moved is refused, and the problem names the new one in quote_id.")
            .Produces<ChangeAnswer>().ProducesProblem(402).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/subscription/cancel", CancelAsync).RequireAuthorization(Policies.Owner)
            .WithSummary("Ends the subscription with its paid period.").Produces<SubscriptionEnvelope>().ProducesProblem(400).ProducesProblem(409);
        api.MapPost("/subscription/resume", ResumeAsync).RequireAuthorization(Policies.Owner)
            .WithSummary("Takes a planned end or a planned change back.").Produces<SubscriptionEnvelope>().ProducesProblem(409);
    }

    private static async Task<IResult> PreviewAsync(PreviewBody body, Caller caller, QuoteService quotes, CancellationToken cancellation)
    {
        if (body.Check() is { } refusal)
            return ProblemMap.ToResult(refusal);
        var quote = await quotes.PreviewAsync(new ChangeRequest(await caller.OrganizationAsync(cancellation), body.ToChoice(), caller.Actor), cancellation);
        return quote.ToResult(made => Results.Ok(QuoteAnswer.Of(made)));
    }

    private static async Task<IResult> ChangeAsync(ChangeBody body, Caller caller, ChangeService changes, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(body.QuoteId))
            return ProblemMap.ToResult(BillingError.Invalid("quote_id", "quote_id is required: preview the change first."));
        var changed = await changes.ConfirmAsync(await caller.OrganizationAsync(cancellation), body.QuoteId, caller.Actor, cancellation);
        return changed.ToResult(result => Results.Ok(new ChangeAnswer(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString()), result.ClientSecret, result.Invoice?.Value, result.EffectiveAt)));
    }

    private static async Task<IResult> CancelAsync(CancelBody? body, Caller caller, CancellationService cancellations, CancellationToken cancellation) => Envelope(
        await cancellations.CancelAsync(await caller.OrganizationAsync(cancellation), new CancellationReason(body?.Feedback, body?.Comment), caller.Actor, cancellation));

    private static async Task<IResult> ResumeAsync(Caller caller, CancellationService cancellations, CancellationToken cancellation) =>
        Envelope(await cancellations.ResumeAsync(await caller.OrganizationAsync(cancellation), caller.Actor, cancellation));

    private static IResult Envelope(Outcome<SubscriptionView> outcome) => outcome.ToResult(view => Results.Ok(new SubscriptionEnvelope(SubscriptionEndpoints.Shape(view))));
}

/// <param name="Interval"><c>monthly</c> or <c>yearly</c>.</param>
/// <param name="Quantity">Seats; without it 1.</param>
public sealed record PreviewBody(string? Plan, string? Interval, long? Quantity)
{
    public BillingError? Check()
    {
        var fields = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(Plan))
            fields["plan"] = ["plan is required."];
        if (!Enum.TryParse<BillingInterval>(Interval, ignoreCase: true, out _) || int.TryParse(Interval, out _))
            fields["interval"] = ["interval must be monthly or yearly."];
        if (Quantity is < 1 or > CheckoutRules.MaxSeats)
            fields["quantity"] = [$"quantity must be from 1 to {CheckoutRules.MaxSeats}."];
        return fields.Count == 0 ? null : new BillingError(BillingErrorCode.ValidationFailed, "The request has fields that cannot be read.") { Fields = fields };
    }

    public PlanChoice ToChoice() => new(PlanCode.From(Plan!), Enum.Parse<BillingInterval>(Interval!, ignoreCase: true), Quantity ?? 1);
}

/// <summary>A quote. Amounts are minor units of <paramref name="Currency"/>.</summary>
/// <param name="AmountDueNow">Tax included, after credits.</param>
public sealed record QuoteAnswer(
    string QuoteId, ChangeKind Kind, DateTimeOffset EffectiveAt, long AmountDueNow, long Tax, long Total, string Currency, IReadOnlyList<QuoteLineAnswer> Lines,
    NextInvoiceAnswer NextInvoice, DateTimeOffset ProrationDate, DateTimeOffset ExpiresAt)
{
    internal static QuoteAnswer Of(ChangeQuote quote) => new(
        quote.Id, quote.Kind, quote.EffectiveAt, quote.AmountDueMinor, quote.TaxMinor, quote.TotalMinor, quote.Currency.Code,
        [.. quote.Lines.Select(line => new QuoteLineAnswer(line.Description, line.AmountMinor, line.PeriodStart, line.PeriodEnd))],
        new NextInvoiceAnswer(quote.NextTotalMinor, quote.NextAt), quote.ProrationDate, quote.ExpiresAt);
}

public sealed record QuoteLineAnswer(string Description, long Amount, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd);

public sealed record NextInvoiceAnswer(long Total, DateTimeOffset At);

public sealed record ChangeBody(string? QuoteId);

/// <param name="Outcome"><c>applied</c>, <c>scheduled</c> or <c>requires_action</c>.</param>
/// <param name="ClientSecret">With requires_action: confirm the payment with it in the browser.</param>
public sealed record ChangeAnswer(string Outcome, string? ClientSecret, string? Invoice, DateTimeOffset EffectiveAt);

/// <param name="Feedback">One of Stripe's words, such as <c>too_expensive</c>.</param>
public sealed record CancelBody(string? Feedback, string? Comment);
