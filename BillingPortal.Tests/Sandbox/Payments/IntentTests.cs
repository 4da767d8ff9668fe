using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Payment and setup intents: who may pay with what, with and without the holder, held and taken.</summary>
public sealed class IntentTests
{
    private static readonly string[] Intent = ["amount=2000", "currency=usd"];

    [Fact]
    public async Task Without_the_holder_a_card_that_asks_for_them_is_declined()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync("pm_card_authenticationRequired");
        var card = (await room.GetAsync($"/v1/customers/{customer}/payment_methods")).First().Text("id");
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", [.. Intent, $"customer={customer}", $"payment_method={card}", "off_session=true", "confirm=true"]);
        (status, error.Text("code"), error.Text("decline_code")).ShouldBe((402, "authentication_required", "authentication_required"));
        var intent = error.GetProperty("payment_intent");
        (intent.Text("status"), error.GetProperty("payment_method").Text("id")).ShouldBe(("requires_payment_method", card), "the client can authenticate with the same card");
        (await room.PostAsync($"/v1/payment_intents/{intent.Text("id")}/confirm", $"payment_method={card}")).Text("status").ShouldBe("requires_action");
    }

    [Theory]
    [InlineData("pm_card_authenticationRequiredOnSetup", "succeeded", "requires_action")]
    [InlineData("pm_card_authenticationRequired", null, "requires_action")]
    [InlineData("pm_card_visa", "succeeded", "succeeded")]
    public async Task A_card_that_was_set_up_pays_without_its_holder_unless_it_always_asks(string alias, string? offSession, string onSession)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var setup = await room.PostAsync("/v1/setup_intents", $"customer={customer}", $"payment_method={alias}", "confirm=true");
        if (setup.Text("status") == "requires_action")
            await ApproveAsync(room, setup.Text("id"));
        setup = await room.GetAsync("/v1/setup_intents/" + setup.Text("id"));
        setup.Text("status").ShouldBe("succeeded");
        string[] pay = [.. Intent, $"customer={customer}", $"payment_method={setup.Text("payment_method")}", "confirm=true"];
        using var alone = await room.SendAsync(HttpMethod.Post, "/v1/payment_intents", [.. pay, "off_session=true"]);
        if (offSession is null)
            ((int)alone.StatusCode).ShouldBe(402);
        else
            (await SandboxRoom.JsonAsync(alone)).Text("status").ShouldBe(offSession);
        (await room.PostAsync("/v1/payment_intents", pay)).Text("status").ShouldBe(onSession);
    }

    [Theory]
    [InlineData("pm_card_threeDSecureRequiredChargeDeclined", "generic_decline")]
    [InlineData("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", "insufficient_funds")]
    public async Task A_card_can_be_declined_after_its_holder_authenticated(string card, string declineCode)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var waiting = await room.PostAsync("/v1/payment_intents", [.. Intent, $"payment_method={card}", "confirm=true"]);
        waiting.Text("status").ShouldBe("requires_action");
        await ApproveAsync(room, waiting.Text("id"));
        var after = await room.GetAsync("/v1/payment_intents/" + waiting.Text("id"));
        (after.Text("status"), after.GetProperty("last_payment_error").Text("decline_code")).ShouldBe(("requires_payment_method", declineCode));
    }

    [Theory]
    [InlineData("4000000000003055", "any", "requires_action", null)]
    [InlineData("4000000000003055", "automatic", "succeeded", null)]
    [InlineData("4242424242424242", "any", "succeeded", "attempt_acknowledged")]
    [InlineData("4000000000003097", "challenge", "succeeded", "processing_error")]
    [InlineData("378282246310005", "any", "succeeded", "not_supported")]
    [InlineData("4000000032200000", "automatic", "succeeded", "authenticated")]
    public async Task Asking_for_3D_Secure_does_what_the_card_supports(string number, string request, string status, string? result)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var card = (await room.PostAsync("/v1/payment_methods", "type=card", $"card[number]={number}", "card[exp_month]=12", "card[exp_year]=2040")).Text("id");
        var intent = await room.PostAsync("/v1/payment_intents",
            [.. Intent, $"payment_method={card}", $"payment_method_options[card][request_three_d_secure]={request}", "confirm=true", "expand[]=latest_charge"]);
        (intent.Text("status"), intent.GetProperty("payment_method_options").GetProperty("card").Text("request_three_d_secure")).ShouldBe((status, request));
        if (status == "succeeded")
        {
            var secured = intent.GetProperty("latest_charge").GetProperty("payment_method_details").GetProperty("card").GetProperty("three_d_secure");
            (secured.ValueKind == JsonValueKind.Null ? null : secured.Text("result")).ShouldBe(result);
        }
    }

    [Fact]
    public async Task A_lookup_that_fails_declines_a_card_that_needs_3D_Secure()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", [.. Intent, "payment_method=pm_card_threeDSecureRequiredProcessingError", "confirm=true"]))
            .Error.Text("code").ShouldBe("card_declined");
    }

    [Fact]
    public async Task A_merchant_may_rather_have_an_error_than_an_action()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", [.. Intent, "payment_method=pm_card_authenticationRequired", "confirm=true", "error_on_requires_action=true"]);
        (status, error.Text("code"), error.Text("decline_code"), error.GetProperty("payment_intent").Text("status"))
            .ShouldBe((402, "authentication_required", "authentication_not_handled", "requires_payment_method"));
    }

    [Fact]
    public async Task With_manual_confirmation_the_server_confirms_once_more_after_the_holder()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var intent = (await room.PostAsync("/v1/payment_intents", [.. Intent, "payment_method=pm_card_authenticationRequired", "confirmation_method=manual", "confirm=true"])).Text("id");
        await ApproveAsync(room, intent);
        (await room.GetAsync("/v1/payment_intents/" + intent)).Text("status").ShouldBe("requires_confirmation");
        (await room.PostAsync($"/v1/payment_intents/{intent}/confirm")).Text("status").ShouldBe("succeeded");
    }

    [Fact]
    public async Task Nobody_pays_with_the_card_of_somebody_else_or_with_one_that_is_spent()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (owner, other) = (await room.CustomerAsync(), await room.CustomerAsync(card: null));
        var card = (await room.GetAsync($"/v1/customers/{owner}/payment_methods")).First().Text("id");
        (await RefusalAsync(room, $"payment_method={card}", $"customer={other}")).ShouldContain("must be attached to the customer");
        (await RefusalAsync(room, $"payment_method={card}")).ShouldContain("belongs to the Customer");
        await room.PostAsync($"/v1/payment_methods/{card}/detach");
        (await RefusalAsync(room, $"payment_method={card}", $"customer={owner}")).ShouldContain("may not be used again");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/payment_methods/{card}/attach", $"customer={owner}")).Status.ShouldBe(400);
        var once = await room.PostAsync("/v1/payment_intents", [.. Intent, "payment_method=pm_card_visa", "confirm=true"]);
        (await RefusalAsync(room, $"payment_method={once.Text("payment_method")}")).ShouldContain("may not be used again");
        (await RefusalAsync(room, "payment_method=pm_nobody")).ShouldContain("No such PaymentMethod");
    }

    [Fact]
    public async Task Paying_for_later_keeps_the_card_and_sets_it_up()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var paid = await room.PostAsync("/v1/payment_intents", [.. Intent, $"customer={customer}", "payment_method=pm_card_authenticationRequiredOnSetup", "setup_future_usage=off_session", "confirm=true"]);
        await ApproveAsync(room, paid.Text("id"));
        var card = (await room.GetAsync($"/v1/customers/{customer}/payment_methods")).Ids().Single();
        (await room.PostAsync("/v1/payment_intents", [.. Intent, $"customer={customer}", $"payment_method={card}", "off_session=true", "confirm=true"])).Text("status").ShouldBe("succeeded");
    }

    [Fact]
    public async Task Held_money_is_taken_in_part_and_the_rest_is_released()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var held = await room.PostAsync("/v1/payment_intents", [.. Intent, "payment_method=pm_card_visa", "capture_method=manual", "confirm=true"]);
        (held.Text("status"), held.Number("amount_capturable"), held.Number("amount_received")).ShouldBe(("requires_capture", 2000, 0));
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/payment_intents/{held.Text("id")}/capture", "amount_to_capture=2001")).Error.Text("code").ShouldBe("amount_too_large");
        var taken = await room.PostAsync($"/v1/payment_intents/{held.Text("id")}/capture", "amount_to_capture=1500", "metadata[a]=b", "expand[]=latest_charge");
        (taken.Text("status"), taken.Number("amount_received"), taken.Number("amount_capturable"), taken.GetProperty("latest_charge").Number("amount_captured")).ShouldBe(("succeeded", 1500, 0, 1500));
        (await room.PostAsync("/v1/refunds", $"payment_intent={held.Text("id")}")).Number("amount").ShouldBe(1500);
    }

    [Fact]
    public async Task Held_money_that_nobody_takes_goes_back_after_a_week()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var held = (await room.PostAsync("/v1/payment_intents", [.. Intent, "payment_method=pm_card_visa", "payment_method_options[card][capture_method]=manual", "confirm=true"])).Text("id");
        room.Time.Advance(TimeSpan.FromDays(7));
        var after = await room.GetAsync("/v1/payment_intents/" + held);
        (after.Text("status"), after.Text("cancellation_reason")).ShouldBe(("canceled", "automatic"));
        (await room.EventTypesAsync())[^3..].ShouldBe(["charge.expired", "charge.refunded", "payment_intent.canceled"]);
    }

    [Theory]
    [InlineData("usd", 49, "amount_too_small")]
    [InlineData("usd", 100_000_000, "amount_too_large")]
    [InlineData("jpy", 49, "amount_too_small")]
    [InlineData("kwd", 1001, "invalid_charge_amount")]
    public async Task Amounts_that_Stripe_does_not_take_are_refused(string currency, long amount, string code)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", $"amount={amount}", $"currency={currency}")).Error.Text("code").ShouldBe(code);
    }

    [Theory]
    [InlineData("payment_method_types[]=klarna", "payment_method_types")]
    [InlineData("capture_method=later", "capture_method")]
    [InlineData("setup_future_usage=sometimes", "setup_future_usage")]
    public async Task Terms_that_the_sandbox_does_not_have_are_refused_clearly(string parameter, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", [.. Intent, parameter])).Error.Text("param").ShouldStartWith(param);
    }

    [Fact]
    public async Task An_invoices_own_payment_is_changed_and_ended_by_the_invoice_alone()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var made = await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}",
            "payment_behavior=default_incomplete", "expand[]=latest_invoice.payments");
        var intent = made.GetProperty("latest_invoice").GetProperty("payments").First().GetProperty("payment").Text("payment_intent");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents/" + intent, "amount=100")).Error.Text("param").ShouldBe("amount");
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/payment_intents/{intent}/cancel")).Error.Text("code").ShouldBe("payment_intent_unexpected_state");
        (await room.PostAsync("/v1/payment_intents/" + intent, "metadata[a]=b")).GetProperty("metadata").Text("a").ShouldBe("b");
    }

    [Fact]
    public async Task A_saved_card_is_renewed_and_checked()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync();
        var card = (await room.GetAsync($"/v1/customers/{customer}/payment_methods?type=card")).First().Text("id");
        var renewed = await room.PostAsync("/v1/payment_methods/" + card, "card[exp_month]=3", "card[exp_year]=2041", "billing_details[address][postal_code]=12345", "allow_redisplay=always");
        (renewed.GetProperty("card").Number("exp_month"), renewed.GetProperty("card").Number("exp_year"), renewed.GetProperty("card").GetProperty("checks").Text("address_postal_code_check"))
            .ShouldBe((3, 2041, "pass"));
        (await room.GetAsync($"/v1/payment_methods?customer={customer}&allow_redisplay=limited")).Ids().ShouldBeEmpty();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_methods/" + card, "card[exp_year]=2001")).Error.Text("code").ShouldBe("invalid_expiry_year");
        var loose = (await room.PostAsync("/v1/payment_methods", "type=card", "card[token]=tok_visa")).Text("id");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_methods/" + loose, "metadata[a]=b")).Status.ShouldBe(400);
    }

    private static async Task<string> RefusalAsync(SandboxRoom room, params string[] more) =>
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", [.. Intent, "confirm=true", .. more])).Error.Text("message");

    private static async Task ApproveAsync(SandboxRoom room, string intent)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("outcome", "approve")]);
        using var page = await room.Http.PostAsync("/3ds/" + intent, form);
    }
}
