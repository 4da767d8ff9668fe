using System.Text.RegularExpressions;

namespace BillingPortal.E2E.Browser;

/// <summary>Says which page a person is on, whatever the host and the query are.</summary>
public static class Address
{
    public static Regex Of(string path) => new($"^https?://[^/]+{Regex.Escape(path)}(?:[?#].*)?$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
