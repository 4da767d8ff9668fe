using BillingPortal.Core.StripeApi;

namespace BillingPortal.Hosting;

/// <summary>What browsers may load and do on our pages. Scripts come from us and Stripe only, never inline; nobody may frame us.</summary>
public static class SecurityHeaders
{
    private static readonly string[] StripeForms = ["https://checkout.stripe.com", "https://billing.stripe.com", "https://invoice.stripe.com"];
    private static readonly string[] StripeScripts = ["https://js.stripe.com"];
    private static readonly string[] StripeFrames = ["https://js.stripe.com", "https://hooks.stripe.com", "https://checkout.stripe.com"];

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var stripe = app.Services.GetRequiredService<StripeOptions>();
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy(stripe);
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin"; // links with tokens in them shall not leak them
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups"; // 3-D Secure opens windows
            return next(context);
        });
    }

    /// <summary>Built for each answer because the sandbox's address is known only after it started.</summary>
    public static string Policy(StripeOptions stripe)
    {
        var sandbox = IsStripe(stripe) ? [] : new[] { new Uri(stripe.ApiBase).GetLeftPart(UriPartial.Authority) };
        return string.Join("; ",
            "default-src 'self'",
            Line("script-src 'self'", StripeScripts, sandbox),
            "style-src 'self' 'unsafe-inline'", // Blazor's own reconnect dialog and charts set style attributes
            "img-src 'self' data: https://*.stripe.com",
            "font-src 'self'",
            Line("connect-src 'self' https://api.stripe.com", [], sandbox), // 'self' covers the circuit's web socket
            Line("frame-src", StripeFrames, sandbox),
            Line("form-action 'self'", StripeForms, sandbox), // also where a form's answer redirects to
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "object-src 'none'");
    }

    private static bool IsStripe(StripeOptions stripe) => new Uri(stripe.ApiBase).Host.EndsWith("stripe.com", StringComparison.OrdinalIgnoreCase);

    private static string Line(string start, IEnumerable<string> stripe, IEnumerable<string> sandbox) => string.Join(' ', new[] { start }.Concat(stripe).Concat(sandbox));
}
