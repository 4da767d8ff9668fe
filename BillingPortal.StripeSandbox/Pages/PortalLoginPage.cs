using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The portal's login page: a customer types their e-mail and gets a link. The sandbox sends no mail and shows the link instead.</summary>
internal static class PortalLoginPage
{
    public static void Map(WebApplication app, PageVisit visit)
    {
        app.MapGet("/p/login/{id}", (RequestDelegate)(http => PageAnswer.ServeAsync<PortalConfiguration>(http, visit, "login page", (_, configuration) => Show(configuration))));
        app.MapPost("/p/login/{id}", (RequestDelegate)(async http =>
        {
            var email = (await http.Request.ReadFormAsync())["email"].ToString().Trim();
            await PageAnswer.ServeAsync<PortalConfiguration>(http, visit, "login page", (account, configuration) => !configuration.LoginPage.Enabled ? Show(configuration)
                : Sent(account.OldestFirst<Customer>().LastOrDefault(customer => customer.Email == email) is { } known ? PortalRoutes.Open(account, known, configuration).Url : null));
        }));
    }

    private static PageAnswer Show(PortalConfiguration configuration) => !configuration.LoginPage.Enabled
        ? PageAnswer.Show(Message("Not available", "This login page has been turned off."))
        : PageAnswer.Show(Page("Manage your billing",
            $"""
            <main class="card narrow">
              <h1>Manage your billing</h1>
              <p>Enter the e-mail address that you pay with.</p>
              <form method="post" action="/p/login/{configuration.Id}">
                <div class="field"><label for="email">Email</label><input id="email" name="email" type="email" autocomplete="email" required></div>
                <button type="submit" class="button">Send link</button>
              </form>
            </main>
            """));

    /// <summary>The words are the same for an unknown address, so that nobody learns who is a customer.</summary>
    private static PageAnswer Sent(string? link) => PageAnswer.Show(Page("Check your mail",
        $"""
        <main class="card narrow">
          <h1>Check your mail</h1>
          <p>If the address belongs to a customer, a link to the portal is on its way.</p>
          {(link is null ? "" : $"""<p class="notice">The sandbox sends no mail; this is the link: <a href="{Text(link)}">open the portal</a></p>""")}
        </main>
        """));
}
