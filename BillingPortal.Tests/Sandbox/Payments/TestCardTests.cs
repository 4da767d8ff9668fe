using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Stripe's table of test cards (docs.stripe.com/testing), row by row.</summary>
public sealed class TestCardTests
{
    [Theory]
    [InlineData("4242424242424242", "pm_card_visa", "visa", "credit", "US")]
    [InlineData("4000056655665556", "pm_card_visa_debit", "visa", "debit", "US")]
    [InlineData("5555555555554444", "pm_card_mastercard", "mastercard", "credit", "US")]
    [InlineData("2223003122003222", null, "mastercard", "credit", "US")]
    [InlineData("5200828282828210", "pm_card_mastercard_debit", "mastercard", "debit", "US")]
    [InlineData("5105105105105100", "pm_card_mastercard_prepaid", "mastercard", "prepaid", "US")]
    [InlineData("378282246310005", "pm_card_amex", "amex", "credit", "US")]
    [InlineData("371449635398431", null, "amex", "credit", "US")]
    [InlineData("6011111111111117", "pm_card_discover", "discover", "credit", "US")]
    [InlineData("6011981111111113", null, "discover", "debit", "US")]
    [InlineData("3056930009020004", "pm_card_diners", "diners", "credit", "US")]
    [InlineData("36227206271667", null, "diners", "credit", "US")]
    [InlineData("3566002020360505", "pm_card_jcb", "jcb", "credit", "JP")]
    [InlineData("6200000000000005", "pm_card_unionpay", "unionpay", "credit", "CN")]
    [InlineData("6205500000000000004", null, "unionpay", "credit", "CN")]
    [InlineData("4000002500001001", "pm_card_visa_cartesBancaires", "visa", "credit", "FR")]
    public async Task A_card_of_each_brand_is_charged(string number, string? alias, string brand, string funding, string country)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var typed = await MethodAsync(room, number);
        var intent = await room.PostAsync("/v1/payment_intents", "amount=100", "currency=usd", $"payment_method={typed.Text("id")}", "confirm=true", "expand[]=latest_charge");
        intent.Text("status").ShouldBe("succeeded");
        var charged = intent.GetProperty("latest_charge").GetProperty("payment_method_details").GetProperty("card");
        (charged.Text("brand"), charged.Text("funding"), charged.Text("country"), charged.Text("last4")).ShouldBe((brand, funding, country, number[^4..]));
        if (alias is not null)
        {
            var known = await room.PostAsync("/v1/payment_methods", "type=card", $"card[token]=tok_{alias["pm_card_".Length..]}");
            known.GetProperty("card").Text("fingerprint").ShouldBe(typed.GetProperty("card").Text("fingerprint"), "the alias is the same card");
        }
    }

    [Fact]
    public async Task A_country_names_a_card_that_was_issued_there()
    {
        await using var room = await SandboxRoom.OpenAsync();
        foreach (var country in "ar br ca cl co cr ec mx pa py pe uy ae at be bg by hr cy cz dk ee fi fr de gi gr hu ie it lv li lt lu mt nl no pl pt ro si sk es se ch gb au cn hk in jp my nz sg tw us".Split(' '))
        {
            var intent = await room.PostAsync("/v1/payment_intents", "amount=100", "currency=usd", $"payment_method=pm_card_{country}", "confirm=true", "expand[]=payment_method");
            var card = intent.GetProperty("payment_method").GetProperty("card");
            (intent.Text("status"), card.Text("country"), card.Text("brand")).ShouldBe(("succeeded", country.ToUpperInvariant(), "visa"));
        }
    }

    [Theory]
    [InlineData("4000000000000002", "pm_card_visa_chargeDeclined", "card_declined", "generic_decline", "try_again_later", "Your card was declined.")]
    [InlineData("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds", "try_again_later", "Your card has insufficient funds.")]
    [InlineData("4000000000009987", "pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card", "do_not_try_again", "Your card was declined.")]
    [InlineData("4000000000009979", "pm_card_visa_chargeDeclinedStolenCard", "card_declined", "stolen_card", "do_not_try_again", "Your card was declined.")]
    [InlineData("4000000000000069", "pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card", "confirm_card_data", "Your card has expired.")]
    [InlineData("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc", "confirm_card_data", "Your card's security code is incorrect.")]
    [InlineData("4000000000000119", "pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error", "try_again_later", "An error occurred while processing your card. Try again in a little bit.")]
    [InlineData("4000000000006975", "pm_card_visa_chargeDeclinedVelocityLimitExceeded", "card_declined", "card_velocity_exceeded", "try_again_later", "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.")]
    public async Task A_declining_card_says_why_and_does_not_attach(string number, string alias, string code, string declineCode, string advice, string message)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var method = (await MethodAsync(room, number)).Text("id");
        foreach (var card in new[] { method, alias, "tok" + alias["pm_card".Length..] })
        {
            var id = card.StartsWith("tok_", StringComparison.Ordinal) ? (await room.PostAsync("/v1/payment_methods", "type=card", $"card[token]={card}")).Text("id") : card;
            var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=100", "currency=usd", $"payment_method={id}", "confirm=true");
            (status, error.Text("code"), error.Text("decline_code"), error.Text("advice_code"), error.Text("message")).ShouldBe((402, code, declineCode, advice, message));
            var intent = error.GetProperty("payment_intent");
            (intent.Text("status"), intent.GetProperty("last_payment_error").Text("network_decline_code").Length).ShouldBe(("requires_payment_method", 2));
            var charge = await room.GetAsync("/v1/charges/" + error.Text("charge"));
            (charge.Text("status"), charge.Text("failure_code"), charge.GetProperty("outcome").Text("reason"), charge.GetProperty("outcome").Text("type"))
                .ShouldBe(("failed", code, declineCode, "issuer_declined"));
        }

        var customer = await room.CustomerAsync(card: null);
        (await room.RefusedAsync(HttpMethod.Post, $"/v1/payment_methods/{alias}/attach", $"customer={customer}")).Error.Text("code").ShouldBe(code);
    }

    [Fact]
    public async Task A_card_may_attach_and_only_fail_when_it_is_charged()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        var method = (await MethodAsync(room, "4000000000000341")).Text("id");
        await room.PostAsync($"/v1/payment_methods/{method}/attach", $"customer={customer}");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents", "amount=100", "currency=usd", $"customer={customer}", $"payment_method={method}", "confirm=true"))
            .Error.Text("decline_code").ShouldBe("generic_decline");
    }

    [Theory]
    [InlineData("pm_card_radarBlock", "block_highest_risk=true", "fraudulent", "blocked", "highest_risk_level")]
    [InlineData("pm_card_riskLevelHighest", "block_highest_risk=true", "fraudulent", "blocked", "highest_risk_level")]
    [InlineData("pm_card_riskLevelHighest", "block_highest_risk=false", null, "authorized", null)]
    [InlineData("pm_card_riskLevelElevated", "block_highest_risk=true", null, "authorized", null)]
    [InlineData("pm_card_cvcCheckFail", "block_failed_cvc=false", null, "authorized", null)]
    [InlineData("pm_card_cvcCheckFail", "block_failed_cvc=true", "incorrect_cvc", "blocked", "rule")]
    [InlineData("pm_card_avsZipFail", "block_failed_postal_code=true", "incorrect_zip", "blocked", "rule")]
    public async Task Radar_blocks_what_its_rules_say(string card, string rule, string? declineCode, string type, string? reason)
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/_sandbox/settings", rule);
        using var answer = await room.SendAsync(HttpMethod.Post, "/v1/payment_intents", ["amount=100", "currency=usd", $"payment_method={card}", "confirm=true"]);
        ((int)answer.StatusCode).ShouldBe(declineCode is null ? 200 : 402);
        var charge = (await room.GetAsync("/v1/charges")).First();
        (charge.GetProperty("outcome").Text("type"), charge.GetProperty("outcome").GetProperty("reason").GetString()).ShouldBe((type, reason));
        if (declineCode is not null)
            (await SandboxRoom.JsonAsync(answer)).GetProperty("error").Text("decline_code").ShouldBe(declineCode);
    }

    [Theory]
    [InlineData("4000000000000101", "fail", "pass", "pass")]
    [InlineData("4000000000000036", "pass", "pass", "fail")]
    [InlineData("4000000000000028", "pass", "fail", "pass")]
    [InlineData("4000000000000010", "pass", "fail", "fail")]
    [InlineData("4000000000000044", "pass", "unavailable", "unavailable")]
    [InlineData("4242424242424242", "pass", "pass", "pass")]
    public async Task The_bank_checks_what_was_typed(string number, string cvc, string line1, string postalCode)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var all = (await MethodAsync(room, number, "card[cvc]=123", "billing_details[address][line1]=1 Main Street", "billing_details[address][postal_code]=12345")).GetProperty("card").GetProperty("checks");
        (all.Text("cvc_check"), all.Text("address_line1_check"), all.Text("address_postal_code_check")).ShouldBe((cvc, line1, postalCode));
        var none = (await MethodAsync(room, number)).GetProperty("card").GetProperty("checks");
        (none.IsNull("cvc_check"), none.IsNull("address_line1_check"), none.IsNull("address_postal_code_check")).ShouldBe((true, true, true));
    }

    [Theory]
    [InlineData("4242424242424241", "12", "2040", "123", "incorrect_number", "number")]
    [InlineData("4242424242424242", "13", "2040", "123", "invalid_expiry_month", "exp_month")]
    [InlineData("4242424242424242", "12", "1995", "123", "invalid_expiry_year", "exp_year")]
    [InlineData("4242424242424242", "12", "95", "123", "invalid_expiry_year", "exp_year")]
    [InlineData("4242424242424242", "12", "2040", "99", "invalid_cvc", "cvc")]
    [InlineData("378282246310005", "12", "2040", "123", "invalid_cvc", "cvc")]
    public async Task Data_that_cannot_be_right_never_reaches_a_bank(string number, string month, string year, string cvc, string code, string field)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/payment_methods", "type=card", $"card[number]={number}", $"card[exp_month]={month}", $"card[exp_year]={year}", $"card[cvc]={cvc}");
        (status, error.Text("type"), error.Text("code"), error.Text("param")).ShouldBe((402, "card_error", code, $"card[{field}]"));
    }

    private static Task<JsonElement> MethodAsync(SandboxRoom room, string number, params string[] more) =>
        room.PostAsync("/v1/payment_methods", ["type=card", $"card[number]={number}", "card[exp_month]=12", "card[exp_year]=2040", .. more]);
}
