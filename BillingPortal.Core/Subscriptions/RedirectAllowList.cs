using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>
/// Decides where Checkout may send customers back to: pages of the portal, and the origins that the operator lists. Anything else would
/// make Checkout an open redirect for whoever can start one.
/// </summary>
public sealed class RedirectAllowList(AppOptions app)
{
    /// <param name="url">Null or empty takes <paramref name="otherwise"/>, a path of the portal; a path beginning with one slash is the portal's.</param>
    /// <param name="field">For the refusal.</param>
    public Outcome<string> Check(string? url, string otherwise, string field)
    {
        if (string.IsNullOrEmpty(url))
            return app.BaseUrl.TrimEnd('/') + otherwise;
        if (url.Length > 2000 || url.Any(letter => letter is '\\' or ' ' || char.IsControl(letter)))
            return Refused(field);
        if (url[0] == '/')
            return url.Length > 1 && url[1] == '/' ? Refused(field) : app.BaseUrl.TrimEnd('/') + url;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || AuthorityOf(url).Contains('@', StringComparison.Ordinal))
            return Refused(field);
        if (!(target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && target.IsLoopback)))
            return Refused(field);
        return Origins().Any(origin => SameOrigin(origin, target)) ? url : Refused(field);
    }

    private IEnumerable<Uri> Origins()
    {
        if (Uri.TryCreate(app.BaseUrl, UriKind.Absolute, out var own))
            yield return own;
        foreach (var entry in app.CheckoutDomains)
        {
            if (AppOptions.OriginOf(entry) is { } origin)
                yield return origin;
        }
    }

    private static bool SameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Port == right.Port && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static string AuthorityOf(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = url.IndexOfAny(['/', '?', '#'], start);
        return end < 0 ? url[start..] : url[start..end];
    }

    private static BillingError Refused(string field) =>
        new(BillingErrorCode.RedirectNotAllowed, $"The address in {field} is not one that customers may be sent to. Allowed are the portal's own pages and the origins in ALLOWED_CHECKOUT_DOMAINS.")
        {
            Fields = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = ["This address is not allowed."] },
        };
}
