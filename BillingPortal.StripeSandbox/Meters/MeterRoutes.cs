using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>Meters through the API. An event name belongs to one active meter at a time.</summary>
internal static class MeterRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/billing/meters", Create);
        routes.Get("/v1/billing/meters", List);
        routes.Get("/v1/billing/meters/{id}", call => call.FromPath<Meter>("id", "billing meter"));
        routes.Post("/v1/billing/meters/{id}", Update);
        routes.Post("/v1/billing/meters/{id}/deactivate", Deactivate);
        routes.Post("/v1/billing/meters/{id}/reactivate", Reactivate);
        routes.Get("/v1/billing/meters/{id}/event_summaries", MeterEventSummaries.List);
    }

    /// <summary>The active meter that takes events of a name.</summary>
    public static Meter? Active(Account account, string eventName) =>
        account.OwnedBy<Meter>(Meter.EventOwner(eventName)).Find(meter => meter.Status == "active");

    private static Meter Create(Call call)
    {
        var parameters = call.Parameters;
        var mapping = parameters.Hash("customer_mapping");
        var eventName = parameters.RequiredText("event_name");
        RefuseTaken(call.Account, eventName);
        return call.Account.Create("billing.meter.created", new Meter
        {
            Id = Ids.New("mtr_test"),
            Created = call.Now,
            Updated = call.Now,
            CustomerMapping = mapping is null ? new MeterCustomerMapping("stripe_customer_id", "by_id")
                : new MeterCustomerMapping(mapping.RequiredText("event_payload_key"), mapping.Choice("type", "by_id") ?? throw StripeError.MissingParameter(mapping.Name("type"))),
            DefaultAggregation = new MeterAggregation(FormulaOf(parameters)),
            DisplayName = parameters.RequiredText("display_name"),
            EventName = eventName,
            EventTimeWindow = parameters.Choice("event_time_window", "day", "hour"),
            ValueSettings = new MeterValueSettings(parameters.Hash("value_settings")?.RequiredText("event_payload_key") ?? "value"),
        });
    }

    private static string FormulaOf(Parameters parameters)
    {
        var aggregation = parameters.Hash("default_aggregation") ?? throw StripeError.MissingParameter("default_aggregation");
        return aggregation.Choice("formula", "count", "last", "sum") ?? throw StripeError.MissingParameter(aggregation.Name("formula"));
    }

    private static ListOf<object> List(Call call)
    {
        var status = call.Parameters.Choice("status", "active", "inactive");
        return Paging.Page<Meter>(call, meter => status is null || meter.Status == status);
    }

    private static Meter Update(Call call)
    {
        var before = call.FromPath<Meter>("id", "billing meter");
        var name = call.Parameters.Text("display_name") ?? before.DisplayName;
        return name == before.DisplayName ? before
            : call.Account.Update("billing.meter.updated", before, before with { DisplayName = name, Updated = call.Now });
    }

    private static Meter Deactivate(Call call)
    {
        var meter = call.FromPath<Meter>("id", "billing meter");
        return meter.Status == "inactive" ? throw StripeError.WrongState("This meter is already deactivated.")
            : Told(call, "billing.meter.deactivated", meter with { Status = "inactive", StatusTransitions = new MeterStatusTransitions(call.Now), Updated = call.Now });
    }

    private static Meter Reactivate(Call call)
    {
        var meter = call.FromPath<Meter>("id", "billing meter");
        if (meter.Status == "active")
        {
            throw StripeError.WrongState("This meter is already active.");
        }

        RefuseTaken(call.Account, meter.EventName);
        return Told(call, "billing.meter.reactivated", meter with { Status = "active", StatusTransitions = new MeterStatusTransitions(null), Updated = call.Now });
    }

    private static Meter Told(Call call, string type, Meter meter)
    {
        call.Account.Save(meter);
        call.Account.Emit(type, meter);
        return meter;
    }

    private static void RefuseTaken(Account account, string eventName)
    {
        if (Active(account, eventName) is { } holder)
        {
            throw StripeError.WrongState($"An active meter (`{holder.Id}`) already uses the event name {eventName}.", "resource_already_exists", "event_name");
        }
    }
}
