using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>Where a confirmation leads its holder back to, and whether a redirect or the browser script does it.</summary>
/// <param name="Url">The merchant's page.</param>
/// <param name="ByScript">The browser script shows the 3-D Secure page over the merchant's, so nobody is redirected.</param>
internal sealed record Returning(string? Url, bool ByScript)
{
    /// <summary>Where the next action redirects to; null leaves it to the script.</summary>
    public string? Redirect => ByScript ? null : Url;

    /// <exception cref="StripeError">The address is none that a browser may be sent to.</exception>
    public static Returning Read(Parameters parameters, ConfirmationToken? token)
    {
        var url = parameters.Text("return_url") ?? token?.ReturnUrl;
        return url is null || IsAddress(url)
            ? new Returning(url, parameters.Flag("use_stripe_sdk") ?? token?.UseStripeSdk ?? false)
            : throw StripeError.Invalid("Not a valid URL", "return_url", "url_invalid");
    }

    /// <summary>An app's own scheme is an address too; a script or a document inside of the address is not.</summary>
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is not ("javascript" or "data" or "vbscript" or "file" or "blob");
}
