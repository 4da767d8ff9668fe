namespace BillingPortal.Core.Primitives;

/// <summary>Where the portal is reached, and where Checkout may send customers back to.</summary>
public sealed class AppOptions : IPortalOptions
{
    /// <summary>Scheme, host and port as customers see them. The host fills in its own address when nothing is set.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Origins (https://shop.example.com, http://localhost:3000) or bare hosts (https on its usual port), comma separated, that success and cancel URLs may name besides the portal's own.</summary>
    public string AllowedCheckoutDomains { get; set; } = "";

    public IReadOnlyList<string> CheckoutDomains =>
        AllowedCheckoutDomains.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A page of the portal as an absolute URL; <paramref name="pathAndQuery"/> begins with a slash.</summary>
    public Uri Absolute(string pathAndQuery) => new(BaseUrl.TrimEnd('/') + pathAndQuery);

    public IEnumerable<string> Problems()
    {
        if (BaseUrl.Length > 0 && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https" }))
            yield return "APP_BASE_URL must be an absolute http or https URL, such as https://billing.example.com.";
        foreach (var domain in CheckoutDomains.Where(domain => OriginOf(domain) is null))
            yield return $"ALLOWED_CHECKOUT_DOMAINS lists '{domain}', which is neither an origin such as https://shop.example.com (plain http only for this machine) nor a host name.";
    }

    /// <summary>An entry of the list as an origin; null when it is none.</summary>
    public static Uri? OriginOf(string entry)
    {
        var text = entry.Contains("://", StringComparison.Ordinal) ? entry : $"https://{entry}";
        return Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            && Uri.CheckHostName(origin.IdnHost) != UriHostNameType.Unknown && (origin.Scheme == "https" || (origin.Scheme == "http" && origin.IsLoopback))
            ? origin
            : null;
    }
}
