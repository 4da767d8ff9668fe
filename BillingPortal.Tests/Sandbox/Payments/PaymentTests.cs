using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Payments;

public sealed class PaymentTests
{
    [Theory]
    [InlineData("pm_card_chargeDeclined", "card_declined", "generic_decline")]
    [InlineData("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card")]
    [InlineData("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc")]
    public async Task A_decline_is_402_and_leaves_its_charge(string card, string code, string declineCode)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=100", "currency=usd", $"payment_method={card}", "confirm=true");
        (status, error.Text("type"), error.Text("code"), error.Text("decline_code")).ShouldBe((402, "card_error", code, declineCode));
        error.GetProperty("payment_intent").Text("status").ShouldBe("requires_payment_method");
        (await room.GetAsync("/v1/charges")).First().Text("failure_code").ShouldBe(code);
        (await room.EventTypesAsync()).ShouldBe(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
    }

    [Fact]
    public async Task An_alias_becomes_a_method_with_an_id_of_its_own()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var first = await room.PostAsync("/v1/payment_methods/pm_card_mastercard/attach", $"customer={customer}");
        var second = await room.PostAsync("/v1/payment_methods/pm_card_mastercard/attach", $"customer={customer}");
        first.Text("id").ShouldNotBe(second.Text("id"));
        first.GetProperty("card").Text("fingerprint").ShouldBe(second.GetProperty("card").Text("fingerprint"));
        (await room.GetAsync($"/v1/customers/{customer}/payment_methods?type=card")).Ids().ShouldBe([second.Text("id"), first.Text("id")]);
    }

    [Fact]
    public async Task A_card_that_declines_does_not_attach_but_the_one_that_fails_later_does()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_methods/pm_card_chargeDeclined/attach", $"customer={customer}")).Status.ShouldBe(402);
        await room.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={customer}");
    }

    [Fact]
    public async Task Refunds_add_up_and_never_exceed_the_charge()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = (await room.PostAsync("/v1/payment_intents", "amount=1000", "currency=usd", "payment_method=pm_card_visa", "confirm=true")).Text("id");
        await room.PostAsync("/v1/refunds", $"payment_intent={intent}", "amount=400");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"payment_intent={intent}", "amount=601")).Status.ShouldBe(400);
        await room.PostAsync("/v1/refunds", $"payment_intent={intent}");
        var charge = (await room.GetAsync("/v1/charges?expand[]=data.refunds")).First();
        (charge.Number("amount_refunded"), charge.GetProperty("refunded").GetBoolean(), charge.GetProperty("refunds").GetProperty("data").GetArrayLength()).ShouldBe((1000, true, 2));
        (await room.RefusedAsync(HttpMethod.Post, "/v1/refunds", $"payment_intent={intent}")).Error.Text("code").ShouldBe("charge_already_refunded");
    }

    [Fact]
    public async Task An_incomplete_subscription_becomes_active_when_its_payment_is_authenticated()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync("pm_card_threeDSecure2Required"), await room.MonthlyPriceAsync());
        var made = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "payment_behavior=default_incomplete", "expand[]=latest_invoice.confirmation_secret");
        made.Text("status").ShouldBe("incomplete");
        var intent = made.GetProperty("latest_invoice").GetProperty("confirmation_secret").Text("client_secret").Split("_secret_")[0];
        var waiting = await room.PostAsync($"/v1/payment_intents/{intent}/confirm", "payment_method=pm_card_threeDSecure2Required", "return_url=http://127.0.0.1:1/back");
        waiting.Text("status").ShouldBe("requires_action");
        var bank = new Uri(waiting.GetProperty("next_action").GetProperty("redirect_to_url").Text("url"));
        using var back = await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", "approve")));
        back.Headers.Location!.OriginalString.ShouldEndWith("redirect_status=succeeded");
        (await room.GetAsync("/v1/subscriptions/" + made.Text("id"))).Text("status").ShouldBe("active");
    }

    [Fact]
    public async Task An_incomplete_subscription_expires_after_23_hours_and_its_invoice_is_void()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(card: null), await room.MonthlyPriceAsync());
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "payment_behavior=default_incomplete")).Text("id");
        room.Time.Advance(TimeSpan.FromHours(23));
        var expired = await room.GetAsync($"/v1/subscriptions/{id}?expand[]=latest_invoice");
        (expired.Text("status"), expired.GetProperty("latest_invoice").Text("status")).ShouldBe(("incomplete_expired", "void"));
    }
}
