using System.Net;

namespace BillingPortal.Tests.Sandbox.Checkout;

public sealed class TrialCheckoutTests
{
    private const string Trial = "subscription_data[trial_period_days]=14";

    [Fact]
    public async Task A_trial_is_sold_and_told_in_Stripes_order()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), Trial, "client_reference_id=org_1", "subscription_data[metadata][org_id]=org_1");
        using var paid = await room.PayAsync(session.Text("url"), "4242 4242 4242 4242");
        paid.ShouldLeadTo("http://127.0.0.1:1/done?session=" + session.Text("id"));
        (await room.EventTypesAsync())[2..].ShouldBe(
        [
            "customer.created", "setup_intent.created", "payment_method.attached", "setup_intent.succeeded", "customer.subscription.created",
            "customer.updated", "invoice.created", "customer.updated", "invoice.finalized", "invoice.paid", "invoice.payment_succeeded", "checkout.session.completed",
        ]);
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=subscription.latest_invoice");
        (done.Text("status"), done.Text("payment_status"), done.IsNull("url")).ShouldBe(("complete", "no_payment_required", true));
        var subscription = done.GetProperty("subscription");
        (subscription.Text("status"), subscription.Number("trial_end") - room.Now).ShouldBe(("trialing", 14 * 86_400));
        subscription.GetProperty("metadata").Text("org_id").ShouldBe("org_1");
        subscription.GetProperty("items").First().Number("current_period_end").ShouldBe(subscription.Number("trial_end"));
        (subscription.GetProperty("latest_invoice").Text("status"), subscription.GetProperty("latest_invoice").Number("total")).ShouldBe(("paid", 0));
    }

    [Fact]
    public async Task A_trial_that_ends_within_three_days_warns_at_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "subscription_data[trial_period_days]=2");
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        (await room.EventTypesAsync()).ShouldContain("customer.subscription.trial_will_end");
    }

    [Fact]
    public async Task A_double_submit_makes_one_subscription()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), Trial);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.PayAsync(session.Text("url"), "4242424242424242")));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
        (await room.GetAsync("/v1/subscriptions")).Ids().Count.ShouldBe(1);
        (await room.GetAsync("/v1/customers")).Ids().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("4000000000000002", "cardNumber-error", "Your card was declined.")]
    [InlineData("4000000000009995", "cardNumber-error", "Your card has insufficient funds.")]
    [InlineData("4000000000000069", "cardExpiry-error", "Your card has expired.")]
    [InlineData("4000000000000127", "cardCvc-error", "security code is incorrect")]
    [InlineData("4242424242424241", "cardNumber-error", "Your card number is invalid.")]
    public async Task A_refused_card_is_told_beside_its_field_and_another_card_still_works(string number, string place, string words)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), Trial);
        using var refused = await room.PayAsync(session.Text("url"), number);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        page.ShouldContain(place);
        page.Split($"id=\"{place}\"")[1].Split("</p>")[0].ShouldContain(words);
        (await room.GetAsync("/v1/subscriptions")).Ids().ShouldBeEmpty();
        (await room.GetAsync("/v1/customers")).Ids().ShouldBeEmpty();
        (await room.PayAsync(session.Text("url"), "4242424242424242")).ShouldLeadTo("http://127.0.0.1:1/done?session=" + session.Text("id"));
    }

    [Fact]
    public async Task A_paid_checkout_charges_and_a_declined_one_leaves_only_the_failed_attempt()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync());
        (await room.PayAsync(session.Text("url"), "4000000000000002")).Dispose();
        (await room.EventTypesAsync())[2..].ShouldBe(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        var done = await room.GetAsync($"/v1/checkout/sessions/{session.Text("id")}?expand[]=invoice&expand[]=subscription");
        (done.Text("payment_status"), done.GetProperty("invoice").Number("amount_paid"), done.GetProperty("subscription").Text("status")).ShouldBe(("paid", 2400, "active"));
    }

    [Fact]
    public async Task Three_D_Secure_is_asked_for_and_only_approval_completes()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync());
        using var asked = await room.PayAsync(session.Text("url"), "4000002500003155");
        var bank = new Uri(room.Http.BaseAddress!, asked.Headers.Location!.OriginalString);
        bank.AbsolutePath.ShouldBe("/3ds/" + session.Text("id"));
        (await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", "fail")))).ShouldLeadTo($"/c/pay/{session.Text("id")}?authentication=failed");
        (await room.GetAsync("/v1/subscriptions")).Ids().ShouldBeEmpty();
        (await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", "approve")))).ShouldLeadTo("http://127.0.0.1:1/done?session=" + session.Text("id"));
        (await room.GetAsync("/v1/subscriptions")).First().Text("status").ShouldBe("active");
    }

    [Fact]
    public async Task An_open_session_expires_after_a_day()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), Trial);
        room.Time.Advance(TimeSpan.FromHours(24));
        (await room.GetAsync("/v1/checkout/sessions/" + session.Text("id"))).Text("status").ShouldBe("expired");
        (await room.EventTypesAsync())[^1].ShouldBe("checkout.session.expired");
        (await room.Http.GetStringAsync(new Uri(session.Text("url")))).ShouldContain("This checkout has expired");
    }
}
