using System.Text.Json;
using BillingPortal.StripeSandbox.Wire.Surface;
using BillingPortal.Tests.Sandbox;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>One of each object, so that any operation finds something to work on and any parameter a value that means something.</summary>
internal sealed class SurfaceWorld
{
    private readonly Dictionary<string, string> known = new()
    {
        ["currency"] = "usd", ["amount"] = "1000", ["name"] = "A name", ["email"] = "a@example.test", ["unit_amount"] = "1500", ["url"] = "http://127.0.0.1:9/hooks",
        ["success_url"] = "http://127.0.0.1:9/done", ["cancel_url"] = "http://127.0.0.1:9/", ["return_url"] = "http://127.0.0.1:9/back", ["country"] = "US",
        ["event_name"] = "calls", ["display_name"] = "Calls", ["domain_name"] = "shop.example.test", ["token"] = "tok_visa", ["frozen_time"] = "2000000000",
        ["event_payload_key"] = "value", ["percent_off"] = "10", ["interval"] = "month", ["confirm"] = "false",
    };

    private readonly Dictionary<string, string> paths = [];

    public static async Task<SurfaceWorld> MakeAsync(SandboxRoom room)
    {
        var world = new SurfaceWorld();
        var customer = world.Keep("customer", await room.CustomerAsync());
        world.Keep("price", await room.MonthlyPriceAsync());
        world.Keep("product", (await room.GetAsync("/v1/prices")).First().Text("product"));
        var made = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={world.known["price"]}");
        world.Keep("subscription", made.Text("id"));
        world.Keep("subscription_exposed_id", made.Text("id"));
        world.Keep("item", made.GetProperty("items").First().Text("id"));
        world.Keep("invoice", (await room.PostAsync("/v1/invoices", $"customer={customer}")).Text("id"));
        world.Keep("invoiceitem", (await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=500", "currency=usd")).Text("id"));
        world.Keep("intent", (await room.PostAsync("/v1/payment_intents", "amount=1000", "currency=usd", $"customer={customer}")).Text("id"));
        world.Keep("payment_intent", world.known["intent"]);
        world.Keep("payment_method", (await room.GetAsync($"/v1/customers/{customer}/payment_methods")).First().Text("id"));
        world.Keep("default_payment_method", world.known["payment_method"]);
        world.Keep("charge", (await room.GetAsync("/v1/charges")).First().Text("id"));
        world.Keep("refund", (await room.PostAsync("/v1/refunds", $"charge={world.known["charge"]}", "amount=100")).Text("id"));
        world.Keep("invoice_payment", (await room.GetAsync("/v1/invoice_payments")).First().Text("id"));
        world.Keep("session", (await room.PostAsync("/v1/checkout/sessions", "mode=subscription", "success_url=http://127.0.0.1:9/", $"line_items[0][price]={world.known["price"]}", "line_items[0][quantity]=1")).Text("id"));
        world.Keep("webhook_endpoint", (await room.PostAsync("/v1/webhook_endpoints", "url=http://127.0.0.1:9/", "enabled_events[0]=coupon.created")).Text("id"));
        world.Keep("configuration", (await room.PostAsync("/v1/billing_portal/configurations", "features[invoice_history][enabled]=true")).Text("id"));
        world.Keep("test_clock", (await room.PostAsync("/v1/test_helpers/test_clocks", "frozen_time=1900000000")).Text("id"));
        await world.KeepByPathAsync(room);
        return world;
    }

    /// <summary>The path of an operation with ids of this world in its placeholders.</summary>
    public string Path(string operation)
    {
        var path = operation.Split(' ')[1];
        var resource = path.Split("/{}")[0];
        return path.Replace("{}", paths.GetValueOrDefault(resource, "none"), StringComparison.Ordinal);
    }

    /// <summary>A value of the first shape that a place takes.</summary>
    public IEnumerable<string> Value(Slot slot, string at, string name) => slot.Shapes[0] switch
    {
        HashShape hash => Required(hash, at),
        ListShape list => Value(list.Element, $"{at}[0]", name),
        MapShape map => Value(map.Value, $"{at}[usd]", "usd"),
        ChoiceShape choice => [$"{at}={choice.Values[0]}"],
        PlainShape plain => [$"{at}={Plain(plain, name)}"],
        _ => [],
    };

    public IEnumerable<string> Required(HashShape hash, string path) =>
        hash.Fields.Values.Where(field => field.Required).SelectMany(field => Value(field.Slot, path.Length == 0 ? field.Name : $"{path}[{field.Name}]", field.Name));

    public string Plain(PlainShape plain, string name) => known.GetValueOrDefault(name) ?? plain.Type switch
    {
        "boolean" => "true",
        "time" => "2000000000",
        "integer" => "1",
        "number" or "decimal" => "1.5",
        _ => "text",
    };

    private string Keep(string name, string id) => known[name] = id;

    private async Task KeepByPathAsync(SandboxRoom room)
    {
        foreach (var operation in RequestSurface.Operations.Keys.Where(operation => operation.StartsWith("POST ", StringComparison.Ordinal) && operation.Contains("{}", StringComparison.Ordinal)))
        {
            var resource = operation.Split(' ')[1].Split("/{}")[0];
            if (paths.ContainsKey(resource))
                continue;
            using var answer = await room.SendAsync(HttpMethod.Get, resource == "/v1/subscription_items" ? $"{resource}?subscription={known["subscription"]}" : resource, []);
            var list = await SandboxRoom.JsonAsync(answer);
            if (answer.IsSuccessStatusCode && list.GetProperty("data").GetArrayLength() > 0)
                paths[resource] = list.First().Text("id");
        }

        paths["/v1/events"] = (await room.GetAsync("/v1/events")).First().Text("id");
        paths["/v1/invoice_payments"] = known["invoice_payment"];
        paths["/v1/test_helpers/test_clocks"] = known["test_clock"];
    }
}
