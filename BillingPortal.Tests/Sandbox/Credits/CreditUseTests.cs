using System.Text.Json;
using BillingPortal.Tests.Sandbox.Meters;

namespace BillingPortal.Tests.Sandbox.Credits;

public sealed class CreditUseTests
{
    [Fact]
    public async Task A_draft_foresees_what_finalizing_uses()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, _, subscription) = await room.MeteredCustomerAsync();
        var grant = (await room.GrantAsync(customer, 500)).Text("id");
        await room.UseAsync(customer, 700);
        room.AdvanceTo(subscription.PeriodEnd());
        var draft = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (draft.Number("subtotal"), draft.Number("total"), draft.Credited()).ShouldBe((700, 200, 500));
        draft.Lines()[0].GetProperty("pretax_credit_amounts")[0].TryGetProperty("credit_balance_transaction", out _).ShouldBeFalse();
        (await room.BalanceAsync(customer)).ShouldBe((0, 500));
        (await room.MovesAsync(customer, grant)).ShouldBe([("credits_granted", 500)]);
        room.Time.Advance(TimeSpan.FromHours(1));
        var paid = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (paid.Text("status"), paid.Number("total"), paid.Number("amount_paid"), paid.Credited()).ShouldBe(("paid", 200, 200, 500));
        var used = (await room.GetAsync($"/v1/billing/credit_balance_transactions?customer={customer}")).First();
        used.Move().ShouldBe(("credits_applied", -500));
        used.GetProperty("debit").GetProperty("credits_applied").Text("invoice").ShouldBe(paid.Text("id"));
        paid.Lines()[0].GetProperty("pretax_credit_amounts")[0].Text("credit_balance_transaction").ShouldBe(used.Text("id"));
        (await room.BalanceAsync(customer)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Grants_are_used_by_priority_then_end_then_gifts_first_then_beginning()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, _, subscription) = await room.MeteredCustomerAsync();
        var far = subscription.PeriodEnd() + (40 * 86_400);
        string[] grants =
        [
            (await room.GrantAsync(customer, 10, $"effective_at={room.Now - 50}")).Text("id"),
            (await room.GrantAsync(customer, 10, $"effective_at={room.Now - 60}")).Text("id"),
            (await room.GrantAsync(customer, 10, "category=promotional")).Text("id"),
            (await room.GrantAsync(customer, 10, $"expires_at={far}")).Text("id"),
            (await room.GrantAsync(customer, 10, $"expires_at={far - 1}")).Text("id"),
            (await room.GrantAsync(customer, 10, "priority=0")).Text("id"),
        ];
        await room.UseAsync(customer, 55);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var moves = (await room.GetAsync($"/v1/billing/credit_balance_transactions?customer={customer}&limit=6")).GetProperty("data").EnumerateArray().Reverse().ToList();
        moves.Select(move => move.Text("credit_grant")).ShouldBe(Enumerable.Reverse(grants));
        moves.Sum(move => move.Move().Change).ShouldBe(-55);
        (await room.BalanceAsync(customer)).ShouldBe((5, 5));
    }

    [Fact]
    public async Task Seats_other_prices_other_currencies_and_later_grants_are_left_alone()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var (used, other) = (await room.MeteredPriceAsync(meter), await room.MeteredPriceAsync(meter));
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MonthlyPriceAsync()}", $"items[1][price]={used}");
        await room.GrantAsync(customer, 1000, $"applicability_config[scope][prices][0][id]={other}");
        await room.GrantAsync(customer, 1000, $"effective_at={subscription.PeriodEnd() + 1}");
        await room.GrantAsync(customer, 1000, $"expires_at={subscription.PeriodEnd()}");
        await room.PostAsync("/v1/billing/credit_grants", $"customer={customer}", "amount[type]=monetary", "amount[monetary][currency]=eur", "amount[monetary][value]=900", "applicability_config[scope][price_type]=metered");
        await room.UseAsync(customer, 50);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var invoice = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (invoice.Number("total"), invoice.Credited()).ShouldBe((2450, 0));
        await room.GrantAsync(customer, 30, $"applicability_config[scope][prices][0][id]={used}");
        var next = (await room.GetAsync($"/v1/subscriptions/{subscription.Text("id")}")).PeriodEnd();
        await room.UseAsync(customer, 50);
        room.AdvanceTo(next + 3600);
        var second = (await room.InvoicesAsync(subscription.Text("id")))[0];
        (second.Number("total"), second.Credited()).ShouldBe((2400, 50));
        second.Lines()[0].Credited().ShouldBe(0);
    }

    [Fact]
    public async Task Credits_come_after_discounts_and_before_tax()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        await room.PostAsync($"/v1/customers/{customer}", "address[country]=DE");
        await room.PostAsync("/v1/coupons", "id=half", "percent_off=50", "duration=forever");
        await room.GrantAsync(customer, 30);
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={await room.MeteredPriceAsync(meter)}", "discounts[0][coupon]=half", "automatic_tax[enabled]=true");
        await room.UseAsync(customer, 100);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        var invoice = (await room.InvoicesAsync(subscription.Text("id")))[0];
        // 100 less 50 of discount less 30 of credits is 20, and Germany takes 19 % of that.
        (invoice.Number("subtotal"), invoice.Credited(), invoice.Number("total_excluding_tax"), invoice.Number("total")).ShouldBe((100, 30, 20, 24));
    }

    [Fact]
    public async Task A_voided_invoice_gives_back_what_it_took_and_an_ended_grant_loses_it_at_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, _, subscription) = await room.MeteredCustomerAsync();
        var (kept, ended) = ((await room.GrantAsync(customer, 40)).Text("id"), (await room.GrantAsync(customer, 30, "priority=1")).Text("id"));
        await room.UseAsync(customer, 150);
        room.AdvanceTo(subscription.PeriodEnd());
        var url = "/v1/invoices/" + (await room.InvoicesAsync(subscription.Text("id")))[0].Text("id");
        await room.PostAsync(url, "auto_advance=false");
        await room.PostAsync($"{url}/finalize", "auto_advance=false");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/billing/credit_grants/{ended}/void")).Error.Text("message").ShouldContain("applied");
        await room.PostAsync($"/v1/billing/credit_grants/{ended}/expire");
        await room.PostAsync($"{url}/void");
        (await room.MovesAsync(customer, kept)).ShouldBe([("credits_granted", 40), ("credits_applied", -40), ("credits_application_invoice_voided", 40)]);
        (await room.MovesAsync(customer, ended)).ShouldBe(
            [("credits_granted", 30), ("credits_applied", -30), ("credits_application_invoice_voided", 30), ("credits_expired", -30)]);
        (await room.BalanceAsync(customer)).ShouldBe((40, 40));
        (await room.RefusedAsync(HttpMethod.Post, $"{url}/void")).Status.ShouldBe(400);
        (await room.BalanceAsync(customer)).ShouldBe((40, 40));
    }

    [Fact]
    public async Task A_preview_shows_credits_and_uses_none()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, _, subscription) = await room.MeteredCustomerAsync();
        var grant = (await room.GrantAsync(customer, 500)).Text("id");
        await room.UseAsync(customer, 120);
        var preview = await room.PostAsync("/v1/invoices/create_preview", $"subscription={subscription.Text("id")}");
        (preview.Number("subtotal"), preview.Number("total"), preview.Credited()).ShouldBe((120, 0, 120));
        (await room.MovesAsync(customer, grant)).ShouldBe([("credits_granted", 500)]);
        await room.PostAsync($"/v1/billing/credit_grants/{grant}/expire");
        await room.GrantAsync(customer, 70, $"effective_at={subscription.PeriodEnd() - 5}", $"expires_at={subscription.PeriodEnd() + 7200}");
        (await room.PostAsync("/v1/invoices/create_preview", $"subscription={subscription.Text("id")}")).Number("total").ShouldBe(50);
        room.AdvanceTo(subscription.PeriodEnd() + 3600);
        (await room.InvoicesAsync(subscription.Text("id")))[0].Number("total").ShouldBe(50);
    }

    [Fact]
    public async Task Two_drafts_may_foresee_the_same_credits_but_only_one_uses_them()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price, first) = await room.MeteredCustomerAsync();
        await room.SubscribeAsync(customer, $"items[0][price]={price}");
        await room.GrantAsync(customer, 100);
        await room.UseAsync(customer, 100);
        room.AdvanceTo(first.PeriodEnd());
        (await DraftsAsync(room, customer)).Select(draft => draft.Credited()).ShouldBe([100, 100]);
        (await room.BalanceAsync(customer)).ShouldBe((0, 100));
        room.Time.Advance(TimeSpan.FromHours(1));
        (await room.GetAsync($"/v1/invoices?customer={customer}&limit=2")).GetProperty("data").EnumerateArray().Select(invoice => invoice.Credited()).Order().ShouldBe([0, 100]);
        (await room.BalanceAsync(customer)).ShouldBe((0, 0));
    }

    private static async Task<List<JsonElement>> DraftsAsync(SandboxRoom room, string customer) =>
        [.. (await room.GetAsync($"/v1/invoices?customer={customer}&status=draft")).GetProperty("data").EnumerateArray()];
}
