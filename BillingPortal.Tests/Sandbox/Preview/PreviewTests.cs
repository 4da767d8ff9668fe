using System.Text.Json;
using BillingPortal.StripeSandbox;
using static BillingPortal.Tests.Sandbox.Preview.PreviewRequest;

namespace BillingPortal.Tests.Sandbox.Preview;

public sealed class PreviewTests
{
    private const string Path = "/v1/invoices/create_preview";

    [Fact]
    public async Task The_next_renewal_is_shown_as_it_will_come()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, _) = await SubscribedAsync(room, "items[0][quantity]=3");
        room.Time.Advance(TimeSpan.FromDays(10));
        var preview = await room.PostAsync(Path, $"subscription={id}");
        preview.Text("id").ShouldStartWith("upcoming_in_");
        (preview.Text("status"), preview.Text("billing_reason"), preview.IsNull("number"), preview.Number("amount_due")).ShouldBe(("draft", "upcoming", true, 7200));
        preview.GetProperty("lines").GetProperty("data")[0].Text("id").ShouldStartWith("il_tmp_");
        room.Time.Advance(TimeSpan.FromDays(22));
        await ShouldEqualAsync(room, preview, id);
    }

    [Fact]
    public async Task A_change_without_its_own_invoice_shows_its_prorations_on_the_next_renewal_newest_first()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, item) = await SubscribedAsync(room);
        room.Time.Advance(TimeSpan.FromDays(10));
        string[] change = [$"items[0][id]={item}", "items[0][quantity]=4", $"proration_date={room.Now}"];
        var preview = await room.PostAsync(Path, [$"subscription={id}", .. change.Select(Detail)]);
        BilledLine.AllOf(preview).Select(line => (line.Proration, line.Amount > 0)).ShouldBe([(true, false), (true, true), (false, true)]);
        room.Time.Advance(TimeSpan.FromHours(3));
        await room.PostAsync($"/v1/subscriptions/{id}", change);
        room.Time.Advance(TimeSpan.FromDays(22));
        await ShouldEqualAsync(room, preview, id);
    }

    [Fact]
    public async Task A_change_that_is_invoiced_at_once_shows_that_invoice()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, item) = await SubscribedAsync(room);
        room.Time.Advance(TimeSpan.FromDays(10));
        string[] change = [$"items[0][id]={item}", "items[0][quantity]=4", $"proration_date={room.Now}", "proration_behavior=always_invoice"];
        var preview = await room.PostAsync(Path, [$"subscription={id}", .. change.Select(Detail)]);
        BilledLine.AllOf(preview).ShouldAllBe(line => line.Proration);
        room.Time.Advance(TimeSpan.FromMinutes(3));
        await room.PostAsync($"/v1/subscriptions/{id}", change);
        await ShouldEqualAsync(room, preview, id);
    }

    [Fact]
    public async Task A_new_subscription_can_be_shown_to_somebody_who_is_no_customer_yet()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = await room.MonthlyPriceAsync();
        var before = (await room.GetAsync("/v1/customers")).Ids().Count;
        var preview = await room.PostAsync(Path, "customer_details[address][country]=DE", $"subscription_details[items][0][price]={price}", "subscription_details[items][0][quantity]=2");
        (preview.Number("total"), preview.GetProperty("customer_address").Text("country"), preview.IsNull("parent")).ShouldBe((4800, "DE", true));
        (await room.GetAsync("/v1/customers")).Ids().Count.ShouldBe(before);
        (await room.GetAsync("/v1/subscriptions")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task Invoice_items_are_shown_with_what_already_waits()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var waiting = (await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=500", "currency=usd", "description=Waiting")).Text("id");
        var preview = await room.PostAsync(Path, $"customer={customer}", "invoice_items[0][amount]=1200", "invoice_items[0][currency]=usd", "invoice_items[0][description]=Setup");
        BilledLine.AllOf(preview).Select(line => (line.Description, line.Amount)).ShouldBe([("Setup", 1200), ("Waiting", 500)]);
        var other = await room.PostAsync(Path, $"customer={customer}", $"invoice_items[0][invoiceitem]={waiting}", "invoice_items[0][amount]=700");
        other.Number("total").ShouldBe(700);
        (await room.GetAsync("/v1/invoiceitems/" + waiting)).Number("amount").ShouldBe(500);
    }

    [Fact]
    public async Task The_recurring_part_leaves_out_prorations_and_waiting_items()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, item) = await SubscribedAsync(room);
        room.Time.Advance(TimeSpan.FromDays(10));
        var preview = await room.PostAsync(Path, $"subscription={id}", "preview_mode=recurring", Detail($"items[0][id]={item}"), Detail("items[0][quantity]=4"));
        BilledLine.AllOf(preview).Select(line => (line.Proration, line.Amount)).ShouldBe([(false, 9600)]);
    }

    [Fact]
    public async Task Credit_on_the_customer_is_taken_off_and_stays_there()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, _) = await SubscribedAsync(room);
        var customer = (await room.GetAsync("/v1/subscriptions/" + id)).Text("customer");
        await room.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-400", "currency=usd");
        var preview = await room.PostAsync(Path, $"subscription={id}");
        (preview.Number("total"), preview.Number("starting_balance"), preview.Number("amount_due"), preview.Number("amount_remaining")).ShouldBe((2400, -400, 2000, 2000));
        (await room.GetAsync("/v1/customers/" + customer)).Number("balance").ShouldBe(-400);
    }

    [Fact]
    public async Task What_will_not_be_billed_is_refused_and_so_is_what_the_sandbox_has_not()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, _) = await SubscribedAsync(room);
        await room.PostAsync("/v1/subscriptions/" + id, "cancel_at_period_end=true");
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, Path, $"subscription={id}");
        (status, error.Text("code")).ShouldBe((404, "invoice_upcoming_none"));
        (await room.RefusedAsync(HttpMethod.Post, Path, "schedule=sub_sched_1")).Error.Text("param").ShouldBe("schedule");
        (await room.RefusedAsync(HttpMethod.Post, Path, "currency=usd")).Status.ShouldBe(400);
        (await room.RefusedAsync(HttpMethod.Post, Path, $"subscription={id}", "subscription_details[proration_date]=5")).Error.Text("param").ShouldBe("subscription_details[proration_date]");
    }

    [Fact]
    public async Task A_preview_leaves_nothing_behind()
    {
        using var directory = new DataDirectory();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = directory.Path });
        var (id, item) = await SubscribedAsync(room);
        var (customer, other) = ((await room.GetAsync("/v1/subscriptions/" + id)).Text("customer"), await room.MonthlyPriceAsync("year"));
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=500", "currency=usd");
        room.Time.Advance(TimeSpan.FromDays(3));
        await room.GetAsync("/v1/subscriptions/" + id);
        var (told, kept, journal) = (await room.EventTypesAsync(), await EverythingAsync(room), directory.JournalLength);
        await room.PostAsync(Path, $"subscription={id}", Detail($"items[0][id]={item}"), Detail($"items[0][price]={other}"), "invoice_items[0][amount]=1", "invoice_items[0][currency]=usd");
        await room.PostAsync(Path, $"subscription={id}", Detail($"items[0][id]={item}"), Detail("items[0][quantity]=9"), Detail("proration_behavior=always_invoice"));
        await room.PostAsync(Path, $"customer={customer}", Detail("items[0][price_data][currency]=usd"), Detail("items[0][price_data][unit_amount]=100"),
            Detail("items[0][price_data][recurring][interval]=day"), Detail($"items[0][price_data][product]={(await room.GetAsync("/v1/products")).First().Text("id")}"));
        (await room.EventTypesAsync()).ShouldBe(told);
        (await EverythingAsync(room)).ShouldBe(kept);
        directory.JournalLength.ShouldBe(journal);
    }

    private static async Task<(string Subscription, string Item)> SubscribedAsync(SandboxRoom room, params string[] more)
    {
        var made = await room.PostAsync("/v1/subscriptions", [$"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}", .. more]);
        return (made.Text("id"), made.GetProperty("items").First().Text("id"));
    }

    private static async Task ShouldEqualAsync(SandboxRoom room, JsonElement preview, string subscription)
    {
        var real = await room.WholeAsync((await room.GetAsync("/v1/invoices?limit=1&subscription=" + subscription)).First());
        BilledLine.AllOf(preview).ShouldBe(BilledLine.AllOf(real));
        (preview.Number("total"), preview.Number("amount_due")).ShouldBe((real.Number("total"), real.Number("amount_due")));
    }

    private static async Task<string> EverythingAsync(SandboxRoom room)
    {
        var all = "";
        foreach (var kind in new[] { "customers", "subscriptions", "invoices", "invoiceitems", "prices", "products", "payment_intents", "events" })
            all += await room.GetAsync($"/v1/{kind}?limit=100");
        return all;
    }
}
