using System.Collections.Frozen;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Mvc;

namespace BillingPortal.Endpoints;

/// <summary>The one place where refusals become HTTP: each code of the closed list has its status and its stable word (RFC 9457, member <c>code</c>).</summary>
public static class ProblemMap
{
    private static readonly FrozenDictionary<BillingErrorCode, (int Status, string Code)> Lines = new Dictionary<BillingErrorCode, (int, string)>
    {
        [BillingErrorCode.NotFound] = (404, "not_found"),
        [BillingErrorCode.Forbidden] = (403, "forbidden"),
        [BillingErrorCode.ValidationFailed] = (400, "validation_failed"),
        [BillingErrorCode.RedirectNotAllowed] = (400, "redirect_not_allowed"),
        [BillingErrorCode.UnknownPlan] = (400, "unknown_plan"),
        [BillingErrorCode.PriceUnavailable] = (400, "price_unavailable"),
        [BillingErrorCode.AlreadySubscribed] = (409, "already_subscribed"),
        [BillingErrorCode.TrialAgreementRequired] = (409, "trial_agreement_required"),
        [BillingErrorCode.NoSubscription] = (409, "no_subscription"),
        [BillingErrorCode.NoCustomer] = (409, "no_customer"),
        [BillingErrorCode.CurrencyMismatch] = (409, "currency_mismatch"),
        [BillingErrorCode.CardDeclined] = (402, "card_declined"),
        [BillingErrorCode.StripeUnavailable] = (503, "stripe_unavailable"),
        [BillingErrorCode.StripeRefused] = (502, "stripe_refused"),
        [BillingErrorCode.Conflict] = (409, "conflict"),
        [BillingErrorCode.QuoteExpired] = (409, "quote_expired"),
        [BillingErrorCode.QuoteMoved] = (409, "quote_moved"),
        [BillingErrorCode.QuoteUsed] = (409, "quote_used"),
        [BillingErrorCode.PaymentRequired] = (409, "payment_required"),
        [BillingErrorCode.AlreadyRunning] = (409, "already_running"),
    }.ToFrozenDictionary();

    public static (int Status, string Code) Of(BillingErrorCode code) => Lines[code];

    public static IResult ToResult(BillingError error)
    {
        var (status, code) = Of(error.Code);
        var problem = Details(status, code, error.Detail, error.Fields);
        foreach (var (name, fact) in error.Facts)
            problem.Extensions[name] = fact;
        return Results.Problem(problem);
    }

    /// <summary>A refusal that has no code in the domain: one of HTTP's own, such as a body that is too large.</summary>
    public static IResult ToResult(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? fields = null) =>
        Results.Problem(Details(status, code, detail, fields));

    public static ProblemDetails Details(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? fields = null)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code } };
        if (fields is { Count: > 0 })
            problem.Extensions["errors"] = fields;
        return problem;
    }

    /// <summary>The answer of an operation: <paramref name="shape"/> of its value, or its refusal.</summary>
    public static IResult ToResult<T>(this Outcome<T> outcome, Func<T, IResult> shape) => outcome.Match(shape, ToResult);
}
