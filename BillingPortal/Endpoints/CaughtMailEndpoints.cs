using System.Net;
using System.Text;
using BillingPortal.Access;
using BillingPortal.Core.Notifications;

namespace BillingPortal.Endpoints;

/// <summary>The mailbox of everybody who signs up while the portal runs on its sandbox. Mapped in no other case.</summary>
public static class CaughtMailEndpoints
{
    public static void MapCaughtMail(this WebApplication app)
    {
        app.MapGet(PortalUrls.CaughtMail, ListAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(PortalUrls.CaughtMail + "/{id:long}", ReadAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>JSON for programs, oldest first; for a browser a page with the newest mail on top.</summary>
    private static async Task<IResult> ListAsync(string? to, HttpRequest request, OutboxQueries outbox, CancellationToken cancellation)
    {
        var caught = string.IsNullOrEmpty(to) ? [] : (await outbox.CaughtForAsync(to, cancellation)).Where(detail => detail.Mail is not null).ToList();
        return WantsPage(request)
            ? Results.Content(Page(to, caught), "text/html", Encoding.UTF8)
            : Results.Ok(new { data = caught.AsEnumerable().Reverse().Select(detail => new CaughtMail(detail.Row.Id, detail.Row.ToAddress, detail.Mail!.Subject, detail.Mail.Text, detail.Row.SentAt)) });
    }

    /// <summary>The mail's HTML as a mail program would show it.</summary>
    private static async Task<IResult> ReadAsync(long id, OutboxQueries outbox, CancellationToken cancellation) =>
        await outbox.GetAsync(id, cancellation) is { Mail: { } mail } ? Results.Content(mail.Html, "text/html", Encoding.UTF8) : Results.NotFound();

    private static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static string Page(string? to, List<OutboxDetail> caught)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>Caught mail</title><link rel=\"stylesheet\" href=\"/theme.css\"></head><body><main style=\"max-width:44rem;margin:2rem auto;padding:0 1rem\">");
        html.Append("<h1>Caught mail</h1><p>Mails to <strong>").Append(WebUtility.HtmlEncode(to ?? "nobody")).Append("</strong>, newest first. The portal runs on its Stripe sandbox, so nothing was sent.</p>");
        if (caught.Count == 0)
            html.Append("<p>There is none yet. Mails take a second; <a href=\"\">look again</a>.</p>");
        foreach (var detail in caught)
        {
            html.Append("<article><h2><a href=\"").Append(PortalUrls.CaughtMail).Append('/').Append(detail.Row.Id).Append("\">").Append(WebUtility.HtmlEncode(detail.Mail!.Subject)).Append("</a></h2><pre style=\"white-space:pre-wrap;overflow-wrap:anywhere\">");
            html.Append(Linked(detail.Mail.Text)).Append("</pre></article>");
        }

        return html.Append("</main></body></html>").ToString();
    }

    private static string Linked(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line =>
        Uri.TryCreate(line.Trim(), UriKind.Absolute, out var url) && url is { Scheme: "http" or "https" }
            ? $"<a href=\"{WebUtility.HtmlEncode(url.AbsoluteUri)}\">{WebUtility.HtmlEncode(line)}</a>"
            : WebUtility.HtmlEncode(line)));
}

public sealed record CaughtMail(long Id, string? To, string Subject, string Text, DateTimeOffset? SentAt);
