using BillingPortal.Endpoints;

namespace BillingPortal.Hosting;

/// <summary>Refusals that come from the framework before an endpoint runs (no session, role too small, unknown route) get the API's form too.</summary>
public static class StatusProblems
{
    public static void UseApiStatusProblems(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        api => api.UseStatusCodePages(async pages =>
        {
            var status = pages.HttpContext.Response.StatusCode;
            var (code, detail) = status switch
            {
                401 => ("unauthenticated", "Sign in, or send an API token as Authorization: Bearer bpt_…"),
                403 => ("forbidden", "Your role is too small for this."),
                404 => ("not_found", "There is nothing at this address."),
                405 => ("method_not_allowed", "This address does not take this method."),
                413 => ("payload_too_large", "The body is too large."),
                415 => ("unsupported_media_type", "The body must be sent as application/json."),
                429 => ("rate_limited", "Too many requests. Wait a little and try again."),
                _ => ("error", "The request failed."),
            };
            await ProblemMap.ToResult(status, code, detail).ExecuteAsync(pages.HttpContext);
        }));
}
