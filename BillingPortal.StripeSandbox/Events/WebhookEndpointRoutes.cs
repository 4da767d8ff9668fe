using BillingPortal.StripeSandbox.Preview;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Endpoints made through the API, beside the one that the sandbox's options may add.</summary>
internal static class WebhookEndpointRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/webhook_endpoints", Create);
        routes.Get("/v1/webhook_endpoints", call => Paging.Page<WebhookEndpoint>(call));
        routes.Get("/v1/webhook_endpoints/{id}", call => call.FromPath<WebhookEndpoint>("id", "webhook endpoint"));
        routes.Post("/v1/webhook_endpoints/{id}", Update);
        routes.Delete("/v1/webhook_endpoints/{id}", Delete);
    }

    private static WebhookEndpoint Create(Call call)
    {
        var parameters = call.Parameters;
        Unsupported.Refuse(parameters, "connect");
        var made = new WebhookEndpoint
        {
            Id = Ids.New("we"),
            Created = call.Now,
            ApiVersion = parameters.Text("api_version"),
            Description = parameters.Text("description"),
            EnabledEvents = parameters.Texts("enabled_events") is { Count: > 0 } types ? types : throw StripeError.MissingParameter("enabled_events"),
            Metadata = parameters.Metadata(),
            Url = UrlOf(parameters.RequiredText("url")),
            SigningSecret = Ids.New("whsec", 32),
        };
        call.Account.Save(made);
        UpcomingNotices.PlanAll(call.Account);
        return made with { Secret = made.SigningSecret };
    }

    private static WebhookEndpoint Update(Call call)
    {
        var before = call.FromPath<WebhookEndpoint>("id", "webhook endpoint");
        var parameters = call.Parameters;
        var after = call.Account.Save(before with
        {
            Description = parameters.Text("description", before.Description),
            EnabledEvents = parameters.Texts("enabled_events") ?? before.EnabledEvents,
            Metadata = parameters.Metadata(before.Metadata),
            Status = parameters.Flag("disabled") switch { true => "disabled", false => "enabled", null => before.Status },
            Url = parameters.Text("url") is { } url ? UrlOf(url) : before.Url,
        });
        UpcomingNotices.PlanAll(call.Account);
        return after;
    }

    private static DeletedObject Delete(Call call)
    {
        var endpoint = call.FromPath<WebhookEndpoint>("id", "webhook endpoint");
        foreach (var delivery in call.Account.OwnedBy<Delivery>(endpoint.Id))
        {
            call.Account.Remove(delivery);
        }

        call.Account.Remove(endpoint);
        return new DeletedObject(endpoint.Id, endpoint.Object);
    }

    private static string UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? text
            : throw StripeError.Invalid("Invalid URL: An explicit scheme (such as https) must be provided.", "url", "url_invalid");
}
