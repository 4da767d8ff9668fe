namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>A trial's card is set up in the browser before there is anything to pay.</summary>
public sealed class PendingSetupTests
{
    [Theory]
    [InlineData("on_subscription", true)]
    [InlineData("off", false)]
    public async Task A_card_that_is_set_up_ends_the_waiting_and_stays_when_it_should(string save, bool stays)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(card: null), await room.MonthlyPriceAsync());
        var trial = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "trial_period_days=14",
            "payment_behavior=default_incomplete", $"payment_settings[save_default_payment_method]={save}", "expand[]=pending_setup_intent");
        var intent = trial.GetProperty("pending_setup_intent").Text("id");
        var done = await room.PostAsync($"/v1/setup_intents/{intent}/confirm", "payment_method=pm_card_visa");

        var after = await room.GetAsync("/v1/subscriptions/" + trial.Text("id"));
        after.IsNull("pending_setup_intent").ShouldBeTrue();
        after.IsNull("default_payment_method").ShouldBe(!stays);
        if (stays)
            after.Text("default_payment_method").ShouldBe(done.Text("payment_method"));
        (await room.EventTypesAsync())[^2..].ShouldBe(["setup_intent.succeeded", "customer.subscription.updated"]);
    }

    [Fact]
    public async Task The_card_pays_when_the_trial_is_over()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(card: null), await room.MonthlyPriceAsync());
        var trial = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "trial_period_days=14",
            "payment_behavior=default_incomplete", "payment_settings[save_default_payment_method]=on_subscription", "trial_settings[end_behavior][missing_payment_method]=cancel");
        await room.PostAsync($"/v1/setup_intents/{trial.Text("pending_setup_intent")}/confirm", "payment_method=pm_card_visa");
        room.Time.Advance(TimeSpan.FromDays(15));
        var paying = await room.GetAsync($"/v1/subscriptions/{trial.Text("id")}?expand[]=latest_invoice");
        (paying.Text("status"), paying.GetProperty("latest_invoice").Text("status")).ShouldBe(("active", "paid"));
    }
}
