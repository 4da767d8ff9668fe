using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Wire;

/// <summary>Lists inside of objects page like all others, and deleted objects leave behind what Stripe leaves.</summary>
public sealed class NestedListTests
{
    [Fact]
    public async Task The_lines_of_an_invoice_page_both_ways_and_the_invoice_shows_the_first_handful()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        for (var at = 0; at < 14; at++)
            await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"amount={100 + at}", "currency=usd");
        var made = await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include");
        var path = $"/v1/invoices/{made.Text("id")}/lines";
        var all = (await room.GetAsync($"{path}?limit=100")).Ids();
        all.Count.ShouldBe(14);
        made.GetProperty("lines").Ids().ShouldBe(all[..10]);
        made.GetProperty("lines").GetProperty("has_more").GetBoolean().ShouldBeTrue();
        made.Number("total").ShouldBe(all.Select((_, at) => 100L + at).Sum());
        (await room.GetAsync($"{path}?limit=5&starting_after={all[4]}")).Ids().ShouldBe(all[5..10]);
        var before = await room.GetAsync($"{path}?limit=5&ending_before={all[7]}");
        before.Ids().ShouldBe(all[2..7]);
        before.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        (await room.RefusedAsync(HttpMethod.Get, $"{path}?starting_after=il_none")).Error.Text("param").ShouldBe("starting_after");
        (await room.GetAsync($"/v1/invoices/{made.Text("id")}?expand[]=lines.data.discounts")).GetProperty("lines").Ids().Count.ShouldBe(10);
    }

    [Fact]
    public async Task The_items_of_a_subscription_and_of_a_session_page()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, prices) = (await room.CustomerAsync(), new List<string>());
        for (var at = 0; at < 3; at++)
            prices.Add(await room.MonthlyPriceAsync());
        var items = prices.Select((price, at) => $"items[{at}][price]={price}").ToArray();
        var subscription = (await room.PostAsync("/v1/subscriptions", [$"customer={customer}", .. items])).Text("id");
        await PagesAsync(room, $"/v1/subscription_items?subscription={subscription}&");
        var lines = prices.SelectMany((price, at) => new[] { $"line_items[{at}][price]={price}", $"line_items[{at}][quantity]=1" }).ToArray();
        var session = (await room.PostAsync("/v1/checkout/sessions", ["mode=subscription", "success_url=http://127.0.0.1:9/", .. lines])).Text("id");
        await PagesAsync(room, $"/v1/checkout/sessions/{session}/line_items?");
    }

    [Fact]
    public async Task Filters_of_a_list_add_up()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, other) = (await room.CustomerAsync(), await room.CustomerAsync());
        var price = await room.MonthlyPriceAsync();
        var mine = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        var charge = (await room.GetAsync($"/v1/charges?customer={customer}")).First();
        (await room.GetAsync($"/v1/charges?customer={other}&payment_intent={charge.Text("payment_intent")}")).Ids().ShouldBeEmpty();
        (await room.GetAsync("/v1/charges?transfer_group=none")).Ids().ShouldBeEmpty();
        (await room.GetAsync($"/v1/payment_methods?customer={customer}&type=sepa_debit")).Ids().ShouldBeEmpty();
        (await room.GetAsync($"/v1/payment_methods?customer={customer}&type=card")).Ids().Count.ShouldBe(1);
        (await room.GetAsync($"/v1/customers/{customer}/payment_methods?allow_redisplay=always")).Ids().ShouldBeEmpty();
        (await room.GetAsync($"/v1/subscriptions?plan={price}&customer={other}")).Ids().ShouldBeEmpty();
        (await room.GetAsync($"/v1/subscriptions?plan={price}&automatic_tax[enabled]=false")).Ids().ShouldBe([mine.Text("id")]);
        (await room.GetAsync($"/v1/invoice_payments?invoice={mine.Text("latest_invoice")}&payment[type]=payment_record")).Ids().ShouldBeEmpty();
        (await room.RefusedAsync(HttpMethod.Get, "/v1/invoices?customer_account=acct_1")).Error.Text("param").ShouldBe("customer_account");
    }

    [Fact]
    public async Task A_deleted_customer_says_so_also_where_it_is_expanded_and_other_deleted_objects_are_missing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var subscription = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={await room.MonthlyPriceAsync()}")).Text("id");
        await room.DeleteAsync($"/v1/customers/{customer}");
        foreach (var gone in new[] { await room.GetAsync($"/v1/customers/{customer}"), (await room.GetAsync($"/v1/subscriptions/{subscription}?expand[]=customer")).GetProperty("customer") })
        {
            (gone.Text("id"), gone.Text("object"), gone.GetProperty("deleted").ValueKind).ShouldBe((customer, "customer", JsonValueKind.True));
            gone.EnumerateObject().Count().ShouldBe(3);
        }

        (await room.RefusedAsync(HttpMethod.Post, $"/v1/customers/{customer}", "name=B")).Status.ShouldBe(404);
        var product = (await room.PostAsync("/v1/products", "name=A")).Text("id");
        await room.DeleteAsync($"/v1/products/{product}");
        (await room.RefusedAsync(HttpMethod.Get, $"/v1/products/{product}")).Status.ShouldBe(404);
    }

    private static async Task PagesAsync(SandboxRoom room, string path)
    {
        var all = (await room.GetAsync($"{path}limit=100")).Ids();
        all.Count.ShouldBe(3);
        var first = await room.GetAsync($"{path}limit=1");
        (first.Ids().Single(), first.GetProperty("has_more").GetBoolean()).ShouldBe((all[0], true));
        (await room.GetAsync($"{path}limit=1&starting_after={all[0]}")).Ids().ShouldBe([all[1]]);
        (await room.GetAsync($"{path}limit=1&ending_before={all[2]}")).Ids().ShouldBe([all[1]]);
        (await room.GetAsync($"{path}starting_after={all[2]}")).Ids().ShouldBeEmpty();
    }
}
