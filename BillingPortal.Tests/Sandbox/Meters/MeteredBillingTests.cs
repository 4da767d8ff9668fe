namespace BillingPortal.Tests.Sandbox.Meters;

public sealed class MeteredBillingTests
{
    [Fact]
    public async Task A_period_is_billed_when_it_is_over_with_all_that_was_reported_until_the_invoice_is_final()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}");
        subscription.Text("status").ShouldBe("active");
        subscription.GetProperty("items").First().TryGetProperty("quantity", out _).ShouldBeFalse();
        var first = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (first.Text("status"), first.Number("total"), first.Lines()[0].Text("description")).ShouldBe(("paid", 0, "0 × API calls (at $0.01 / month)"));
        var (start, end) = (room.Now, subscription.PeriodEnd());
        await room.UseAsync(customer, 100);
        room.AdvanceTo(end);
        var draft = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (draft.Text("status"), draft.Number("total")).ShouldBe(("draft", 100));
        await room.UseAsync(customer, 20, end - 1, "late");
        await room.UseAsync(customer, 5000, end);
        await room.UseAsync(customer, 7, end - 2, "wrong");
        await room.CancelAsync("wrong");
        room.Time.Advance(TimeSpan.FromHours(1));
        var paid = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (paid.Text("status"), paid.Text("billing_reason"), paid.Number("total")).ShouldBe(("paid", "subscription_cycle", 120));
        var line = paid.Lines().ShouldHaveSingleItem();
        (line.Number("quantity"), line.Number("amount"), line.Text("description")).ShouldBe((120, 120, "120 × API calls (at $0.01 / month)"));
        (line.GetProperty("period").Number("start"), line.GetProperty("period").Number("end")).ShouldBe((start, end));
        await room.UseAsync(customer, 1, end - 1);
        room.AdvanceTo((await room.GetAsync($"/v1/subscriptions/{subscription.Text("id")}")).PeriodEnd() + 3600);
        (await room.InvoicesAsync(subscription.Text("id"))).Select(invoice => invoice.Number("total")).ShouldBe([5000, 120, 0]);
    }

    [Fact]
    public async Task Seats_in_advance_and_usage_in_arrears_share_one_invoice()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MonthlyPriceAsync()}", "items[0][quantity]=2", $"items[1][price]={await room.MeteredPriceAsync(meter)}");
        var (start, end) = (room.Now, subscription.PeriodEnd());
        await room.UseAsync(customer, 30);
        room.AdvanceTo(end + 3600);
        var invoice = (await room.InvoicesAsync(subscription.Text("id")))[0];
        invoice.Lines().Select(line => (line.Number("amount"), line.GetProperty("period").Number("start"))).ShouldBe([(4800, end), (30, start)]);
        (invoice.Text("status"), invoice.Number("total")).ShouldBe(("paid", 4830));
    }

    [Theory]
    [InlineData("graduated", 150, 1_000 + 250, "150 × API calls (Tiers 1 to 2 / month)")]
    [InlineData("volume", 150, 750, "150 × API calls (Tier 2 at $0.05 / month)")]
    [InlineData("graduated", 0, 0, "0 × API calls (Tier 1 at $0.10 / month)")]
    public async Task Tiers_price_the_whole_periods_usage(string mode, long used, long amount, string described)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var price = await room.MeteredPriceAsync(meter, "billing_scheme=tiered", $"tiers_mode={mode}", "tiers[0][up_to]=100", "tiers[0][unit_amount]=10",
            "tiers[1][up_to]=inf", "tiers[1][unit_amount]=5");
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={price}");
        if (used > 0)
            await room.UseAsync(customer, used);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var invoice = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (invoice.Number("total"), invoice.Lines()[0].Text("description")).ShouldBe((amount, described));
    }

    [Fact]
    public async Task Usage_below_zero_bills_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}");
        await room.UseAsync(customer, -3);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var invoice = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (invoice.Text("status"), invoice.Number("total"), invoice.Lines()[0].Number("quantity")).ShouldBe(("paid", 0, 0));
    }

    [Fact]
    public async Task A_trial_makes_a_present_of_its_usage()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}", "trial_period_days=7");
        await room.UseAsync(customer, 10);
        room.AdvanceTo(subscription.Number("trial_end"));
        await room.UseAsync(customer, 4);
        room.AdvanceTo((await room.GetAsync($"/v1/subscriptions/{subscription.Text("id")}")).PeriodEnd() + 3600);
        var invoices = await room.InvoicesAsync(subscription.Text("id"));
        invoices.Select(invoice => (invoice.Number("total"), invoice.Lines()[0].Text("description"))).ShouldBe(
            [(4, "4 × API calls (at $0.01 / month)"), (0, "10 × API calls (Free trial)"), (0, "0 × API calls (Free trial)")]);
    }

    [Theory]
    [InlineData("cancel_at_period_end=true", 40)]
    [InlineData("invoice_now", 40)]
    [InlineData("now", 0)]
    public async Task An_end_bills_the_usage_unless_it_is_cut_off(string how, long billed)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}");
        var url = $"/v1/subscriptions/{subscription.Text("id")}";
        room.Time.Advance(TimeSpan.FromDays(3));
        await room.UseAsync(customer, 40);
        if (how == "cancel_at_period_end=true")
        {
            await room.PostAsync(url, how);
            (await room.PostAsync("/v1/invoices/create_preview", $"subscription={subscription.Text("id")}")).Number("total").ShouldBe(billed);
        }
        else
        {
            room.Time.Advance(TimeSpan.FromMinutes(1));
            await room.DeleteAsync(how == "invoice_now" ? url + "?invoice_now=true" : url);
        }

        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var invoices = await room.InvoicesAsync(subscription.Text("id"));
        (await room.GetAsync(url)).Text("status").ShouldBe("canceled");
        invoices.Sum(invoice => invoice.Number("total")).ShouldBe(billed);
        invoices.Count.ShouldBe(billed > 0 ? 2 : 1);
    }

    [Theory]
    [InlineData("classic", 20)]
    [InlineData("flexible", 100 + 20)]
    public async Task After_a_change_of_price_classic_billing_forgets_and_flexible_billing_charges_what_was_used_before(string mode, long billed)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var (old, next) = (await room.MeteredPriceAsync(meter), await room.MeteredPriceAsync(meter, "unit_amount=2"));
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={old}", $"billing_mode[type]={mode}");
        await room.UseAsync(customer, 100);
        room.Time.Advance(TimeSpan.FromDays(10));
        await room.PostAsync($"/v1/subscription_items/{subscription.Item()}", $"price={next}");
        await room.UseAsync(customer, 10);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var invoices = await room.InvoicesAsync(subscription.Text("id"));
        invoices.Sum(invoice => invoice.Number("total")).ShouldBe(billed);
        invoices[0].Lines().Select(line => line.GetProperty("parent").GetProperty("subscription_item_details").Text("subscription_item")).Distinct().ShouldBe([subscription.Item()]);
    }

    [Fact]
    public async Task A_new_anchor_bills_the_usage_so_far_at_the_old_price()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var (old, next) = (await room.MeteredPriceAsync(meter), await room.MeteredPriceAsync(meter, "unit_amount=2"));
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={old}");
        await room.UseAsync(customer, 100);
        room.Time.Advance(TimeSpan.FromDays(10));
        await room.PostAsync($"/v1/subscriptions/{subscription.Text("id")}", $"items[0][id]={subscription.Item()}", $"items[0][price]={next}", "billing_cycle_anchor=now");
        var invoice = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (invoice.Text("status"), invoice.Number("total")).ShouldBe(("paid", 100));
        await room.UseAsync(customer, 10);
        room.AdvanceTo((await room.GetAsync($"/v1/subscriptions/{subscription.Text("id")}")).PeriodEnd() + 3600);
        (await room.InvoicesAsync(subscription.Text("id")))[0].Number("total").ShouldBe(20);
    }

    [Theory]
    [InlineData("classic", 0, 7)]
    [InlineData("flexible", 5, 2)]
    public async Task Usage_since_a_backdated_beginning_is_billed_at_once_or_with_the_first_renewal(string mode, long first, long second)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        await room.UseAsync(customer, 5, room.Now - (20 * 86_400));
        await room.UseAsync(customer, 90, room.Now - (31 * 86_400));
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}", $"backdate_start_date={room.Now - (30 * 86_400)}", $"billing_mode[type]={mode}");
        await room.UseAsync(customer, 2);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        (await room.InvoicesAsync(subscription.Text("id"))).Select(invoice => invoice.Number("total")).ShouldBe([second, first]);
    }

    [Fact]
    public async Task A_trial_that_begins_later_bills_the_usage_before_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}");
        await room.UseAsync(customer, 9);
        room.Time.Advance(TimeSpan.FromDays(2));
        await room.PostAsync($"/v1/subscriptions/{subscription.Text("id")}", $"trial_end={room.Now + (5 * 86_400)}");
        await room.UseAsync(customer, 4);
        room.Time.Advance(TimeSpan.FromDays(6));
        (await room.InvoicesAsync(subscription.Text("id"))).Select(invoice => invoice.Number("total")).ShouldBe([0, 9, 0]);
    }

    [Fact]
    public async Task Flexible_billing_of_nothing_but_usage_begins_without_an_invoice()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync(card: null));
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}", "billing_mode[type]=flexible");
        (subscription.Text("status"), subscription.IsNull("latest_invoice")).ShouldBe(("active", true));
        (await room.EventTypesAsync()).ShouldNotContain("invoice.created");
    }

    [Fact]
    public async Task A_preview_shows_the_usage_so_far()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}");
        await room.UseAsync(customer, 33);
        var preview = await room.PostAsync("/v1/invoices/create_preview", $"subscription={subscription.Text("id")}");
        (preview.Number("total"), preview.Lines()[0].Number("quantity")).ShouldBe((33, 33));
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        (await room.InvoicesAsync(subscription.Text("id")))[0].Lines()[0].Text("description").ShouldBe(preview.Lines()[0].Text("description"));
    }

    [Fact]
    public async Task A_metered_price_needs_an_active_meter_and_its_items_no_quantity()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        string[] form = ["product_data[name]=API calls", "currency=usd", "unit_amount=1", "recurring[interval]=month"];
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", [.. form, "recurring[usage_type]=metered"])).Error.Text("message").ShouldContain("must be backed by meters");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", [.. form, "recurring[usage_type]=metered", "recurring[meter]=mtr_none"])).Error.Text("code").ShouldBe("resource_missing");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", [.. form, $"recurring[meter]={meter}"])).Error.Text("param").ShouldBe("recurring[meter]");
        var price = await room.MeteredPriceAsync(meter);
        (await room.RefusedAsync(HttpMethod.Post, "/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "items[0][quantity]=1")).Error.Text("param").ShouldBe("items[0][quantity]");
        await room.PostAsync($"/v1/billing/meters/{meter}/deactivate");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/prices", [.. form, "recurring[usage_type]=metered", $"recurring[meter]={meter}"])).Error.Text("param").ShouldBe("recurring[meter]");
    }
}
