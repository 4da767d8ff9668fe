using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Sandbox.Meters;

namespace BillingPortal.Tests.Sandbox.Credits;

public sealed class CreditGrantTests
{
    [Fact]
    public async Task A_grant_is_effective_at_its_time_and_expires_at_its_end()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var grant = (await room.GrantAsync(customer, 500, $"effective_at={room.Now + 100}", $"expires_at={room.Now + 200}", "category=promotional", "name=Welcome")).Text("id");
        (await room.BalanceAsync(customer)).ShouldBe((0, 0));
        room.Time.Advance(TimeSpan.FromSeconds(100));
        (await room.BalanceAsync(customer)).ShouldBe((500, 500));
        room.Time.Advance(TimeSpan.FromSeconds(100));
        (await room.BalanceAsync(customer)).ShouldBe((0, 0));
        (await room.MovesAsync(customer, grant)).ShouldBe([("credits_granted", 500), ("credits_expired", -500)]);
        (await room.EventTypesAsync())[^3..].ShouldBe(["billing.credit_grant.created", "billing.credit_balance_transaction.created", "billing.credit_balance_transaction.created"]);
    }

    [Fact]
    public async Task A_grant_can_be_prolonged_ended_and_while_unused_taken_back()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var ended = (await room.GrantAsync(customer, 500, $"expires_at={room.Now + 100}")).Text("id");
        (await room.PostAsync($"/v1/billing/credit_grants/{ended}", "expires_at=", "metadata[a]=b")).IsNull("expires_at").ShouldBeTrue();
        room.Time.Advance(TimeSpan.FromSeconds(200));
        (await room.BalanceAsync(customer)).ShouldBe((500, 500));
        (await room.PostAsync($"/v1/billing/credit_grants/{ended}/expire")).Number("expires_at").ShouldBe(room.Now);
        (await room.MovesAsync(customer, ended))[^1].ShouldBe(("credits_expired", -500));
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/billing/credit_grants/{ended}/expire")).Status.ShouldBe(400);
        var voided = (await room.GrantAsync(customer, 300)).Text("id");
        (await room.PostAsync($"/v1/billing/credit_grants/{voided}/void")).Number("voided_at").ShouldBe(room.Now);
        (await room.MovesAsync(customer, voided)).ShouldBe([("credits_granted", 300), ("credits_voided", -300)]);
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/billing/credit_grants/{voided}", "metadata[a]=b")).Status.ShouldBe(400);
        (await room.GetAsync("/v1/events?type=billing.credit_grant.updated")).GetProperty("data").GetArrayLength().ShouldBe(3);
    }

    [Theory]
    [InlineData("amount[monetary][value]=0", "amount[monetary][value]")]
    [InlineData("priority=101", "priority")]
    [InlineData("expires_at=1", "expires_at")]
    [InlineData("customer=cus_none", "customer")]
    [InlineData("applicability_config[scope][price_type]=", "applicability_config[scope][price_type]")]
    [InlineData("applicability_config[scope][prices][0][id]=price_none", "applicability_config[scope][prices][0][id]")]
    public async Task A_grant_that_could_never_be_used_is_refused(string wrong, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var name = wrong[..(wrong.IndexOf('=', StringComparison.Ordinal) + 1)];
        string[] form = [$"customer={await room.CustomerAsync(card: null)}", "amount[type]=monetary", "amount[monetary][currency]=usd", "amount[monetary][value]=5",
            .. name.Contains("prices", StringComparison.Ordinal) ? Array.Empty<string>() : ["applicability_config[scope][price_type]=metered"]];
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/billing/credit_grants", [.. form.Where(pair => !pair.StartsWith(name, StringComparison.Ordinal)), wrong]);
        (status, error.Text("param")).ShouldBe((400, param));
    }

    [Fact]
    public async Task Credits_for_a_licensed_price_are_refused()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, licensed) = (await room.CustomerAsync(card: null), await room.MonthlyPriceAsync());
        (await room.RefusedAsync(HttpMethod.Post, "/v1/billing/credit_grants", $"customer={customer}", "amount[type]=monetary", "amount[monetary][currency]=usd", "amount[monetary][value]=5",
            $"applicability_config[scope][prices][0][id]={licensed}")).Error.Text("message").ShouldContain("metered");
    }

    [Fact]
    public async Task A_customer_has_at_most_a_hundred_unused_grants()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        for (var made = 0; made < 100; made++)
            await room.GrantAsync(customer, 1);
        (await Should.ThrowAsync<InvalidOperationException>(() => room.GrantAsync(customer, 1))).Message.ShouldContain("100 unused");
        await room.PostAsync($"/v1/billing/credit_grants/{(await room.GetAsync($"/v1/billing/credit_grants?customer={customer}")).Ids()[0]}/void");
        await room.GrantAsync(customer, 1);
    }

    [Fact]
    public async Task A_summary_counts_what_the_scope_may_use_by_currency()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price, _) = await room.MeteredCustomerAsync();
        await room.GrantAsync(customer, 500);
        var bound = (await room.GrantAsync(customer, 70, $"applicability_config[scope][prices][0][id]={price}")).Text("id");
        await room.PostAsync("/v1/billing/credit_grants", $"customer={customer}", "amount[type]=monetary", "amount[monetary][currency]=eur", "amount[monetary][value]=9", "applicability_config[scope][price_type]=metered");
        var all = (await room.GetAsync($"/v1/billing/credit_balance_summary?customer={customer}&filter[type]=applicability_scope&filter[applicability_scope][price_type]=metered")).GetProperty("balances");
        all.EnumerateArray().Select(balance => balance.GetProperty("ledger_balance").GetProperty("monetary")).Select(money => (money.Text("currency"), money.Number("value"))).ShouldBe([("usd", 500), ("eur", 9)]);
        (await room.BalanceAsync(customer, $"filter[type]=applicability_scope&filter[applicability_scope][prices][0][id]={price}")).ShouldBe((570, 570));
        (await room.BalanceAsync(customer, $"filter[type]=credit_grant&filter[credit_grant]={bound}")).ShouldBe((70, 70));
    }

    [Fact]
    public async Task A_kill_keeps_the_ledger_and_its_ends()
    {
        using var data = new DataDirectory();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = data.Path });
        var (customer, _, subscription) = await room.MeteredCustomerAsync();
        var grant = (await room.GrantAsync(customer, 500, $"expires_at={subscription.PeriodEnd() + 86_400}")).Text("id");
        await room.UseAsync(customer, 120);
        using var left = data.AsLeftByAKill();
        var time = new Time.FakeTime();
        time.MoveTo(DateTimeOffset.FromUnixTimeSeconds(subscription.PeriodEnd() + (2 * 86_400)));
        await using var restarted = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = left.Path }, time);
        (await restarted.MovesAsync(customer, grant)).ShouldBe([("credits_granted", 500), ("credits_applied", -120), ("credits_expired", -380)]);
        var invoice = (await restarted.InvoicesAsync(subscription.Text("id")))[0];
        (invoice.Text("status"), invoice.Number("subtotal"), invoice.Number("total")).ShouldBe(("paid", 120, 0));
    }
}
