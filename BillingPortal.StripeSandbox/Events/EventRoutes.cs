using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Reading events back: the heal path of every receiver that missed one.</summary>
internal static class EventRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/events", List);
        routes.Get("/v1/events/{id}", call => Shown(call.Account, call.FromPath<Event>("id", "event")));
    }

    private static ListOf<object> List(Call call)
    {
        var types = call.Parameters.Texts("types");
        if (call.Parameters.Text("type") is { } single)
        {
            types = types is null ? [single] : throw StripeError.Invalid("You may pass only one of type and types.", "types");
        }

        var delivered = call.Parameters.Flag("delivery_success");
        var page = Paging.Page<Event>(call, made =>
            (types is null || types.Exists(type => Matches(type, made.Type)))
            && (delivered is null || delivered == (call.Account.TableOf(typeof(Delivery)).CountOwnedBy(made.Id) == 0)));
        return page with { Data = [.. page.Data.Select(row => Shown(call.Account, (Event)row))] };
    }

    private static bool Matches(string filter, string type) =>
        filter == "*" || filter == type || (filter.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(filter[..^1], StringComparison.Ordinal));

    private static Event Shown(Account account, Event made) =>
        made with { PendingWebhooks = account.TableOf(typeof(Delivery)).CountOwnedBy(made.Id) };
}
