using System.Text.Json;
using System.Text.RegularExpressions;
using BillingPortal.Tests.Host;

namespace BillingPortal.Tests.Access;

/// <summary>What the portal caught for one address, read as the verify page's link reads it.</summary>
internal static partial class Mailbox
{
    public static async Task<IReadOnlyList<(string Subject, string Text)>> MailsAsync(this PortalHost portal, string address)
    {
        using var http = portal.Client();
        using var list = JsonDocument.Parse(await http.GetStringAsync($"/_sandbox/mail?to={Uri.EscapeDataString(address)}"));
        return [.. list.RootElement.GetProperty("data").EnumerateArray().Select(mail => (mail.GetProperty("subject").GetString()!, mail.GetProperty("text").GetString()!))];
    }

    /// <summary>Path and query of the link in the newest mail with this subject.</summary>
    public static async Task<string> LinkAsync(this PortalHost portal, string address, string subject)
    {
        var text = await Eventually.NotNullAsync(async () => (await portal.MailsAsync(address)).LastOrDefault(mail => mail.Subject == subject).Text, $"mail '{subject}' to {address}");
        return new Uri(Link().Match(text).Value).PathAndQuery;
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
