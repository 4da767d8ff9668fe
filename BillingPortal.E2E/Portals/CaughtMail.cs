using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BillingPortal.E2E.Portals;

/// <summary>One mail that the portal caught instead of sending.</summary>
public sealed record Mail(long Id, string To, string Subject, string Text);

/// <summary>The mailbox of everybody: the portal catches mail while it runs on the sandbox.</summary>
public sealed partial class CaughtMail(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<IReadOnlyList<Mail>> ToAsync(string address) =>
        (await http.GetFromJsonAsync<MailList>($"/_sandbox/mail?to={Uri.EscapeDataString(address)}", Json))!.Data;

    /// <summary>The newest link to this page of the portal that was sent to the address.</summary>
    public Task<Uri> LinkAsync(string address, string path) =>
        Until.NotNullAsync(
            async () => (await ToAsync(address)).SelectMany(mail => Link().Matches(mail.Text)).Select(match => new Uri(match.Value)).LastOrDefault(link => link.AbsolutePath == path),
            $"a mail to {address} with a link to {path}");

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    private sealed record MailList(IReadOnlyList<Mail> Data);
}
