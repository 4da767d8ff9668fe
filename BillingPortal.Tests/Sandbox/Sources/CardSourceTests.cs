using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Sources;

/// <summary>Cards through the older paths: the same cards, charged by the same engine.</summary>
public sealed class CardSourceTests
{
    [Fact]
    public async Task The_first_source_becomes_the_default_and_pays_a_subscription_and_its_renewal()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var source = await room.PostAsync($"/v1/customers/{customer}/sources", "source=tok_mastercard");
        (source.Text("object"), source.Text("brand"), source.Text("last4"), source.Text("customer")).ShouldBe(("card", "MasterCard", "4444", customer));
        (await room.GetAsync($"/v1/customers/{customer}")).Text("default_source").ShouldBe(source.Text("id"));
        (await room.GetAsync($"/v1/payment_methods/{source.Text("id")}")).Text("type").ShouldBe("card");

        var price = await room.MonthlyPriceAsync();
        var subscription = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        subscription.Text("status").ShouldBe("active");
        room.Time.Advance(TimeSpan.FromDays(33));
        (await room.GetAsync($"/v1/charges?customer={customer}")).GetProperty("data").EnumerateArray()
            .Select(charge => (charge.Text("status"), charge.Text("payment_method"))).ShouldBe([("succeeded", source.Text("id")), ("succeeded", source.Text("id"))]);
    }

    [Fact]
    public async Task The_default_moves_to_the_newest_that_is_left()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var (first, second, third) = (await SourceAsync(room, customer), await SourceAsync(room, customer), await SourceAsync(room, customer));
        (await room.GetAsync($"/v1/customers/{customer}/sources?object=card&limit=2")).Ids().ShouldBe([third, second]);
        (await room.GetAsync($"/v1/customers/{customer}/sources?starting_after={second}")).Ids().ShouldBe([first]);
        (await room.GetAsync($"/v1/customers/{customer}/sources?object=bank_account")).Ids().ShouldBeEmpty();

        (await room.DeleteAsync($"/v1/customers/{customer}/sources/{first}")).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await room.GetAsync($"/v1/customers/{customer}")).Text("default_source").ShouldBe(third);
        await room.PostAsync($"/v1/payment_methods/{third}/detach");
        (await room.GetAsync($"/v1/customers/{customer}")).Text("default_source").ShouldBe(second);
        (await room.RefusedAsync(HttpMethod.Get, $"/v1/customers/{customer}/sources/{first}")).Status.ShouldBe(404);
        (await room.EventTypesAsync()).Count(type => type == "customer.source.deleted").ShouldBe(2);
    }

    [Fact]
    public async Task A_source_can_be_changed_but_not_to_a_card_that_has_expired()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var source = await SourceAsync(room, customer);
        var changed = await room.PostAsync($"/v1/customers/{customer}/sources/{source}", "name=Jo March", "address_zip=94103", "exp_month=7", "metadata[a]=b");
        (changed.Text("name"), changed.Text("address_zip"), changed.Text("address_zip_check"), changed.GetProperty("exp_month").GetInt32()).ShouldBe(("Jo March", "94103", "pass", 7));
        (await room.GetAsync($"/v1/payment_methods/{source}")).GetProperty("billing_details").Text("name").ShouldBe("Jo March");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/customers/{customer}/sources/{source}", "exp_year=2001")).Error.Text("code").ShouldBe("invalid_expiry_year");
    }

    [Theory]
    [InlineData("source=tok_chargeDeclined", 402, "card_declined")]
    [InlineData("source=tok_unheard", 400, "resource_missing")]
    [InlineData("metadata[a]=b", 400, "parameter_missing")]
    public async Task A_source_that_cannot_be_is_refused_and_leaves_no_default(string sent, int status, string code)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var refused = await room.RefusedAsync(HttpMethod.Post, $"/v1/customers/{customer}/sources", sent);
        (refused.Status, refused.Error.Text("code")).ShouldBe((status, code));
        (await room.GetAsync($"/v1/customers/{customer}")).IsNull("default_source").ShouldBeTrue();
    }

    private static async Task<string> SourceAsync(SandboxRoom room, string customer) =>
        (await room.PostAsync($"/v1/customers/{customer}/sources", "source=tok_visa")).Text("id")!;
}
