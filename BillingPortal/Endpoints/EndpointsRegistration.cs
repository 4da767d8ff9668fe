using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BillingPortal.Endpoints;

/// <summary>What the Endpoints folder offers to the container: how JSON is read and written, and the API's description.</summary>
public static class EndpointsRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(ApiJson.Configure);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // the exception knows the field, the bare 400 does not
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "BillingPortal", Version = "v1", Description = "Amounts are in minor units with their currency, times are RFC 3339 in UTC. Errors are application/problem+json with a stable code." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["api_token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "bpt_…", Description = "Browser sessions work too; with them, requests that change something need the header X-Requested-With." };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("api_token", document)] = [] }];
            return Task.CompletedTask;
        }));
        return services;
    }
}
