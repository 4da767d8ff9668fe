using System.Text.Json;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace BillingPortal.Hosting;

/// <summary>What the JSON API says when something threw: a body that cannot be read, Stripe out of reach, or a bug of ours. Never a stack.</summary>
public sealed class ExceptionProblems(ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        PathString asked = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path; // the request itself points to the error page by now
        if (!asked.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return Refuse(httpContext, exception);
        var answer = exception switch
        {
            BadHttpRequestException { StatusCode: 413 } => ProblemMap.ToResult(413, "payload_too_large", "The body is too large."),
            BadHttpRequestException bad => BadRequest(bad),
            StripeException { Failure: StripeFailure.Unreachable or StripeFailure.RateLimit or StripeFailure.Api } =>
                ProblemMap.ToResult(new BillingError(BillingErrorCode.StripeUnavailable, "Stripe cannot be reached at the moment. Try again shortly.")),
            StripeException refused => ProblemMap.ToResult(new BillingError(BillingErrorCode.StripeRefused, $"Stripe refused the request{(refused.Code is { } code ? $" ({code})" : "")}.")),
            _ => ProblemMap.ToResult(500, "internal_error", "Something went wrong on our side."),
        };
        if (exception is not BadHttpRequestException)
            logger.LogError(exception, "{Method} {Route} failed", httpContext.Request.Method, (httpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        await answer.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Pages have an error page for each status; a request that could not be read is the sender's mistake, all else is ours.</summary>
    private static bool Refuse(HttpContext context, Exception exception)
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        context.Response.StatusCode = bad.StatusCode;
        return true;
    }

    /// <summary>Malformed JSON and wrong types name the field they are at.</summary>
    private static IResult BadRequest(BadHttpRequestException bad)
    {
        if (bad.InnerException is not JsonException json)
            return ProblemMap.ToResult(bad.StatusCode, bad.StatusCode == 415 ? "unsupported_media_type" : "invalid_request", bad.StatusCode == 415 ? "The body must be sent as application/json." : "The request cannot be read.");
        var field = Field(json.Path);
        return field.Length == 0
            ? ProblemMap.ToResult(400, "invalid_json", "The body is not valid JSON.")
            : ProblemMap.ToResult(400, "validation_failed", $"{field} has a value of the wrong type.", new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = ["This value has the wrong type or is none of the allowed words."] });
    }

    /// <summary>From JSON's path (<c>$.plan</c>) to the field's name.</summary>
    private static string Field(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
}
