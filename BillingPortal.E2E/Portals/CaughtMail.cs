using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BillingPortal.E2E.Portals;

/// <summary>One mail that the portal caught instead of sending.</summary>
public sealed record Mail(string To, string Subject, string Text);

/// <summary>The mailbox of everybody: the portal catches mail while it runs on the sandbox.</summary>
public sealed partial class CaughtMail(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<IReadOnlyList<Mail>> ToAsync(string address) =>
        (await http.GetFromJsonAsync<MailList>($"/_sandbox/mail?to={Uri.EscapeDataString(address)}", Json))!.Data;

    /// <summary>The first link of the newest mail whose subject has the words.</summary>
    public async Task<Uri> LinkAsync(string address, string subject)
    {
        var mail = await Until.NotNullAsync(
            async () => (await ToAsync(address)).LastOrDefault(mail => mail.Subject.Contains(subject, StringComparison.OrdinalIgnoreCase)),
            $"a mail to {address} about {subject}");
        return new Uri(Link().Match(mail.Text).Value);
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    private sealed record MailList(IReadOnlyList<Mail> Data);
}
