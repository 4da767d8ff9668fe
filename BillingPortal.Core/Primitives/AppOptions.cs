namespace BillingPortal.Core.Primitives;

/// <summary>Where the portal is reached, and where Checkout may send customers back to.</summary>
public sealed class AppOptions : IPortalOptions
{
    /// <summary>Scheme, host and port as customers see them. The host fills in its own address when nothing is set.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Hosts, comma separated, that success and cancel URLs may name besides the portal's own.</summary>
    public string AllowedCheckoutDomains { get; set; } = "";

    public IReadOnlyList<string> CheckoutDomains =>
        AllowedCheckoutDomains.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A page of the portal as an absolute URL; <paramref name="pathAndQuery"/> begins with a slash.</summary>
    public Uri Absolute(string pathAndQuery) => new(BaseUrl.TrimEnd('/') + pathAndQuery);

    public IEnumerable<string> Problems()
    {
        if (BaseUrl.Length > 0 && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https" }))
            yield return "APP_BASE_URL must be an absolute http or https URL, such as https://billing.example.com.";
        foreach (var domain in CheckoutDomains.Where(domain => Uri.CheckHostName(domain) == UriHostNameType.Unknown))
            yield return $"ALLOWED_CHECKOUT_DOMAINS lists '{domain}', which is not a host name.";
    }
}
