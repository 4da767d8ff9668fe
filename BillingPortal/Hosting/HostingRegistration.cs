using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;

namespace BillingPortal.Hosting;

/// <summary>What belongs to the process rather than to billing.</summary>
public static class HostingRegistration
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new UnreadableValues(ConfigurationCheck.Unreadable(builder.Configuration)));
        services.AddSingleton(SandboxConfiguration.Apply(builder));
        services.AddPortalOptions<AppOptions>(builder.Configuration, "App");
        services.AddPortalOptions<PortalHostOptions>(builder.Configuration, PortalHostOptions.Section);
        services.AddSingleton<SandboxStartup>();
        services.AddScoped<DemoSeed>();
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddProblemDetails();
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true); // the content security policy says it, and more strictly
        services.AddRateLimits();
        services.AddHealth();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>Behind a proxy the client's address and scheme are in headers; trusted only when the operator says that a proxy sets them.</summary>
    public static void UseForwarded(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<PortalHostOptions>().ForwardedHeaders)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        app.UseForwardedHeaders(options);
    }

    /// <summary>Programs get problem details, people a page that says what to do.</summary>
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.UseExceptionHandler("/error/500", createScopeForErrors: true);
        app.UseApiStatusProblems(); // inside the line above: an answer that has a body already is left alone
        app.Use(async (context, next) =>
        {
            // An error page is only looked at: shown as a POST it would ask for the form's antiforgery token and become a 400 itself.
            var method = context.Request.Method;
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
                context.Request.Method = HttpMethods.Get;
            await next(context);
            context.Request.Method = method;
        });
    }
}
