using System.Globalization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>
/// Takes usage in and takes it back. Stripe finds most mistakes of an event only later and reports them by a thin event of its second API;
/// here each is refused at once, with the same reason.
/// </summary>
internal static class MeterEventRoutes
{
    private const long LongestPastSeconds = 35L * 24 * 60 * 60;
    private const long LongestFutureSeconds = 5 * 60;
    private const int MostDigits = 15;

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/billing/meter_events", Report);
        routes.Post("/v1/billing/meter_event_adjustments", Adjust);
    }

    private static MeterEvent Report(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var meter = MeterOf(call);
        var payload = parameters.IsPlain("payload") || !parameters.Has("payload") ? throw StripeError.MissingParameter("payload") : parameters.Metadata(name: "payload");
        var identifier = parameters.Text("identifier") ?? Ids.New("mtrevt");
        var customer = CustomerOf(account, meter, payload);
        account.EnterClockOf(customer);
        var timestamp = TimestampOf(parameters, account.Now);
        var value = ValueOf(meter, payload);
        if (identifier.Length > 100)
        {
            throw StripeError.Invalid("Invalid string: identifiers have at most 100 characters.", "identifier");
        }

        if (account.Usage.Find(identifier, account.SandboxNow) is not null)
        {
            throw StripeError.WrongState($"An event already exists with identifier {identifier}.");
        }

        account.Save(new UsageReported
        {
            Id = UsageReported.IdOf(identifier), Created = account.SandboxNow, Meter = meter.Id, Customer = customer.Id,
            Timestamp = timestamp, Value = value, Sequence = account.Usage.NextSequence,
        });
        return new MeterEvent { Created = account.Now, EventName = meter.EventName, Identifier = identifier, Payload = payload, Timestamp = timestamp };
    }

    private static MeterEventAdjustment Adjust(Call call)
    {
        var parameters = call.Parameters;
        _ = parameters.Choice("type", "cancel") ?? throw StripeError.MissingParameter("type");
        var meter = MeterOf(call);
        var cancel = parameters.Hash("cancel") ?? throw StripeError.MissingParameter("cancel");
        var identifier = cancel.RequiredText("identifier");
        if (call.Account.Usage.Find(identifier, call.Account.SandboxNow) is not { } known || known.Meter != meter.Id)
        {
            throw StripeError.WrongState($"No event with identifier {identifier} was received in the last 24 hours.", "resource_missing", cancel.Name("identifier"));
        }

        if (known.Cancelled)
        {
            throw StripeError.WrongState($"The event with identifier {identifier} is already cancelled.", param: cancel.Name("identifier"));
        }

        call.Account.Save(new UsageCancelled { Id = "cancel:" + identifier, Created = call.Account.SandboxNow, Identifier = identifier });
        return new MeterEventAdjustment { Cancel = new MeterEventCancellation(identifier), EventName = meter.EventName };
    }

    private static Meter MeterOf(Call call)
    {
        var name = call.Parameters.RequiredText("event_name");
        return MeterRoutes.Active(call.Account, name)
            ?? throw StripeError.WrongState($"No active meter found for event name \"{name}\".", "resource_missing", "event_name");
    }

    private static Customer CustomerOf(Account account, Meter meter, Dictionary<string, string> payload)
    {
        var key = meter.CustomerMapping.EventPayloadKey;
        var id = payload.GetValueOrDefault(key)
            ?? throw StripeError.WrongState($"The payload of an event for this meter needs the customer under the key `{key}`.", param: $"payload[{key}]");
        return account.Find<Customer>(id) ?? throw StripeError.Missing("customer", id, $"payload[{key}]", status: 400);
    }

    private static long TimestampOf(Parameters parameters, long now) => parameters.Integer("timestamp") switch
    {
        null => now,
        { } at when at < now - LongestPastSeconds =>
            throw StripeError.WrongState("The timestamp must be within the past 35 calendar days.", "timestamp_too_far_in_past", "timestamp"),
        { } at when at > now + LongestFutureSeconds =>
            throw StripeError.WrongState("The timestamp must not be more than 5 minutes in the future.", "timestamp_in_future", "timestamp"),
        { } at => at,
    };

    /// <summary>A counting meter needs no value; the others take whole numbers, negative ones to correct what was reported before.</summary>
    private static decimal ValueOf(Meter meter, Dictionary<string, string> payload)
    {
        var key = meter.ValueSettings.EventPayloadKey;
        if (!payload.TryGetValue(key, out var text))
        {
            return meter.DefaultAggregation.Formula == "count" ? 1
                : throw StripeError.WrongState($"The payload of an event for this meter needs the usage under the key `{key}`.", "meter_event_value_not_found", $"payload[{key}]");
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw StripeError.WrongState($"The value in the event payload must be a whole number. Received {text}.", "meter_event_invalid_value", $"payload[{key}]");
        }

        return Math.Abs(value) < 1_000_000_000_000_000m ? value : throw StripeError.WrongState(
            $"The value in the event payload can have at most {MostDigits} digits. Received {text}.", "meter_event_value_too_many_digits", $"payload[{key}]");
    }
}
