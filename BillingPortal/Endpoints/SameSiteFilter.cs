using BillingPortal.Access;

namespace BillingPortal.Endpoints;

/// <summary>
/// Cross-site protection of the JSON API: a request that changes something by the browser's cookie must carry the header
/// <c>X-Requested-With</c>. Other sites cannot add it without asking (CORS), and the cookie is SameSite=Lax besides. API tokens are
/// sent by programs on purpose and need no such proof.
/// </summary>
public sealed class SameSiteFilter : IEndpointFilter
{
    public const string Header = "X-Requested-With";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var changes = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
        if (changes && !ApiToken.Is(context.HttpContext.User) && !request.Headers.ContainsKey(Header))
            return ProblemMap.ToResult(403, "header_required", $"A browser session must send the header {Header} with every request that changes something.");
        return await next(context);
    }
}
