using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Somebody decides what the next payments do, whatever the card is.</summary>
public sealed class NextPaymentTests
{
    [Fact]
    public async Task The_next_payments_do_what_was_decided_and_then_the_card_decides_again()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/_sandbox/payments/next", "outcome=decline:insufficient_funds", "count=2");
        (await DeclineAsync(room)).ShouldBe("insufficient_funds");
        (await DeclineAsync(room)).ShouldBe("insufficient_funds");
        (await PayAsync(room, "pm_card_visa")).ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_declining_card_succeeds_and_a_plain_one_asks_for_its_holder_when_that_was_decided()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.PostAsync("/_sandbox/payments/next", "outcome=succeed");
        await room.PostAsync("/_sandbox/payments/next", "outcome=authenticate");
        (await PayAsync(room, "pm_card_visa_chargeDeclined")).ShouldBe("succeeded");
        (await PayAsync(room, "pm_card_visa")).ShouldBe("requires_action");
    }

    [Fact]
    public async Task A_decision_about_one_customer_leaves_the_others_alone()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (one, other) = (await room.CustomerAsync(card: null), await room.CustomerAsync(card: null));
        await room.PostAsync("/_sandbox/payments/next", "outcome=decline:lost_card", $"customer={one}");
        (await PayAsync(room, "pm_card_visa", $"customer={other}")).ShouldBe("succeeded");
        (await DeclineAsync(room, $"customer={one}")).ShouldBe("lost_card");
    }

    [Fact]
    public async Task What_is_decided_can_be_read_survives_a_restart_and_can_be_taken_back()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        await using (var before = await SandboxRoom.OpenAsync(options))
            await before.PostAsync("/_sandbox/payments/next", "outcome=decline:expired_card", "count=3");
        await using var room = await SandboxRoom.OpenAsync(options);
        var waiting = (await room.GetAsync("/_sandbox/payments/next")).First();
        (waiting.Text("outcome"), waiting.Number("count")).ShouldBe(("decline:expired_card", 3));
        await room.DeleteAsync("/_sandbox/payments/next");
        (await PayAsync(room, "pm_card_visa")).ShouldBe("succeeded");
    }

    [Theory]
    [InlineData("outcome=decline:nonsense", "outcome")]
    [InlineData("outcome=fail", "outcome")]
    [InlineData("count=0", "count")]
    public async Task A_decision_that_means_nothing_is_refused(string parameter, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        string[] form = parameter.StartsWith("outcome", StringComparison.Ordinal) ? [parameter] : ["outcome=succeed", parameter];
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/_sandbox/payments/next", form);
        (status, error.Text("param")).ShouldBe((400, param));
    }

    private static async Task<string> PayAsync(SandboxRoom room, string card, params string[] more) =>
        (await room.PostAsync("/v1/payment_intents", ["amount=500", "currency=usd", $"payment_method={card}", "confirm=true", .. more])).Text("status");

    private static async Task<string> DeclineAsync(SandboxRoom room, params string[] more) => (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_intents",
        ["amount=500", "currency=usd", "payment_method=pm_card_visa", "confirm=true", .. more])).Error.Text("decline_code");
}
