using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace BillingPortal.Core.Notifications;

/// <summary>Hands a mail to Resend's HTTP API. https://resend.com/docs/api-reference/emails/send-email</summary>
/// <remarks>The idempotency key is the message id, so a mail repeated after a crash is dropped by Resend for 24 hours.</remarks>
public sealed class ResendMailer(HttpClient http, EmailOptions options) : IMailer
{
    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(options.ApiBase.TrimEnd('/') + "/"), "emails"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Headers.Add("Idempotency-Key", mail.MessageId.Trim('<', '>'));
        request.Content = JsonContent.Create(new
        {
            from = mail.From, to = new[] { mail.To }, subject = mail.Body.Subject, html = mail.Body.Html, text = mail.Body.Text,
            headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Message-ID"] = mail.MessageId },
        });
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new MailRefusedException($"Resend answered {(int)response.StatusCode}: {Words(await response.Content.ReadAsStringAsync(cancellation))}");
    }

    /// <summary>The <c>message</c> of Resend's error object, or nothing when the answer is something else.</summary>
    private static string Words(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("message", out var message) ? message.ToString() : "no message";
        }
        catch (JsonException)
        {
            return "no readable message";
        }
    }
}
