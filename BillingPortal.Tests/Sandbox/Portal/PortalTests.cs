using System.Net;
using System.Text.RegularExpressions;
using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Portal;

public sealed partial class PortalTests
{
    [Fact]
    public async Task The_home_shows_plan_card_information_and_invoices()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        var page = await portal.ReadAsync();
        foreach (var words in new[] { "Welcome", "Team", "$24.00 per month", "Renews on April 2, 2026", "Next invoice: <strong>$24.00</strong> on April 2, 2026", "Visa", "4242", "demo@example.com", "Paid", "http://127.0.0.1:1/home", "Update plan", "Cancel plan" })
            page.ShouldContain(words);
    }

    [Fact]
    public async Task A_switch_shows_what_it_costs_and_the_invoice_is_exactly_that()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        room.Time.Advance(TimeSpan.FromDays(10));
        var before = await room.EventTypesAsync();
        var preview = await portal.ReadAsync(portal.Of($"update?price={portal.Scale}&quantity=2"));
        (await room.EventTypesAsync()).ShouldBe(before, "a preview leaves nothing behind");
        var due = DueToday().Match(preview).Groups["amount"].Value;
        (await portal.SendAsync(portal.Of("update"), ("price", portal.Scale), ("quantity", "2"), ("at", Hidden(preview, "at")))).ShouldLeadTo(new Uri(portal.Url).AbsolutePath + "?done=updated");
        var subscription = await room.GetAsync($"/v1/subscriptions/{portal.Subscription}?expand[]=latest_invoice");
        subscription.GetProperty("items").First().GetProperty("price").Text("id").ShouldBe(portal.Scale);
        subscription.GetProperty("items").First().Number("quantity").ShouldBe(2);
        subscription.GetProperty("latest_invoice").Number("amount_paid").ShouldBe((long)(decimal.Parse(due, System.Globalization.CultureInfo.InvariantCulture) * 100));
        subscription.GetProperty("latest_invoice").Number("amount_paid").ShouldBeGreaterThan(0);
        (await room.EventTypesAsync()).Skip(before.Count).ShouldContain("customer.subscription.updated");
    }

    [Fact]
    public async Task A_declined_card_leaves_the_plan_as_it_was()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        await room.PostAsync($"/v1/customers/{portal.Customer}", $"invoice_settings[default_payment_method]={(await room.PostAsync("/v1/payment_methods/pm_card_chargeCustomerFail/attach", $"customer={portal.Customer}")).Text("id")}");
        using var refused = await portal.SendAsync(portal.Of("update"), ("price", portal.Scale), ("quantity", "1"));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Your card was declined.");
        (await room.GetAsync($"/v1/subscriptions/{portal.Subscription}")).GetProperty("items").First().GetProperty("price").Text("id").ShouldBe(portal.Team);
    }

    [Fact]
    public async Task A_card_that_asks_its_bank_changes_the_plan_only_when_the_bank_agrees()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        await room.PostAsync($"/v1/customers/{portal.Customer}", $"invoice_settings[default_payment_method]={(await room.PostAsync("/v1/payment_methods/pm_card_authenticationRequired/attach", $"customer={portal.Customer}")).Text("id")}");
        using var asked = await portal.SendAsync(portal.Of("update"), ("price", portal.Scale), ("quantity", "1"));
        (await PriceAsync(portal)).ShouldBe(portal.Team);
        using var approved = await room.Http.PostAsync(new Uri(room.Http.BaseAddress!, asked.Headers.Location!.OriginalString), CheckoutRoom.Form(("outcome", "approve")));
        approved.Headers.Location!.OriginalString.ShouldStartWith(portal.Url + "?done=updated");
        (await PriceAsync(portal)).ShouldBe(portal.Scale);
    }

    [Fact]
    public async Task A_promotion_code_is_typed_with_the_plan_and_counts_at_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var coupon = (await room.PostAsync("/v1/coupons", "percent_off=50", "duration=forever")).Text("id");
        await room.PostAsync("/v1/promotion_codes", "promotion[type]=coupon", $"promotion[coupon]={coupon}", "code=HALF");
        var portal = await PortalRoom.OpenAsync(room, ["features[subscription_update][proration_behavior]=always_invoice", "features[subscription_update][default_allowed_updates][2]=promotion_code"]);
        using var wrong = await room.Http.GetAsync(new Uri(portal.Url + portal.Of($"update?price={portal.Scale}&promotion=nope")));
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("This code is not valid.");
        var preview = await portal.ReadAsync(portal.Of($"update?price={portal.Scale}&promotion=half"));
        (await portal.SendAsync(portal.Of("update"), ("price", portal.Scale), ("promotion_code", Hidden(preview, "promotion_code")), ("at", Hidden(preview, "at")))).Dispose();
        (await portal.ReadAsync()).ShouldContain("Next invoice: <strong>$49.50</strong>");
    }

    [Fact]
    public async Task Cancelling_keeps_the_reason_and_can_be_undone()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        (await portal.ReadAsync(portal.Of("cancel"))).ShouldContain("It's too expensive");
        (await portal.SendAsync(portal.Of("cancel"), ("feedback", "too_expensive"), ("comment", "Sorry"))).ShouldLeadTo(new Uri(portal.Url).AbsolutePath + "?done=canceled");
        var canceled = await room.GetAsync($"/v1/subscriptions/{portal.Subscription}");
        canceled.GetProperty("cancel_at_period_end").GetBoolean().ShouldBeTrue();
        var details = canceled.GetProperty("cancellation_details");
        (details.Text("feedback"), details.Text("comment"), details.Text("reason")).ShouldBe(("too_expensive", "Sorry", "cancellation_requested"));
        (await portal.ReadAsync()).ShouldContain("Ends April 2, 2026");
        (await portal.SendAsync(portal.Of("resume"))).ShouldLeadTo(new Uri(portal.Url).AbsolutePath + "?done=resumed");
        (await room.GetAsync($"/v1/subscriptions/{portal.Subscription}")).GetProperty("cancel_at_period_end").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_portal_that_cancels_immediately_ends_the_plan_now()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room, features: ["features[subscription_cancel][mode]=immediately"]);
        (await portal.SendAsync(portal.Of("cancel"))).Dispose();
        (await room.GetAsync($"/v1/subscriptions/{portal.Subscription}")).Text("status").ShouldBe("canceled");
    }

    [Fact]
    public async Task A_cheaper_plan_waits_for_the_end_of_the_period_when_the_configuration_says_so()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room, ["features[subscription_update][proration_behavior]=always_invoice",
            "features[subscription_update][schedule_at_period_end][conditions][0][type]=decreasing_item_amount"], order: ["items[0][quantity]=3"]);
        (await portal.ReadAsync(portal.Of($"update?price={portal.Team}&quantity=2"))).ShouldContain("You keep your current plan until April 2, 2026");
        (await portal.SendAsync(portal.Of("update"), ("price", portal.Team), ("quantity", "2"))).ShouldLeadTo(new Uri(portal.Url).AbsolutePath + "?done=scheduled");
        (await room.GetAsync($"/v1/subscriptions/{portal.Subscription}")).GetProperty("items").First().Number("quantity").ShouldBe(3);
        room.Time.Advance(TimeSpan.FromDays(31));
        var renewed = await room.GetAsync($"/v1/subscriptions/{portal.Subscription}?expand[]=latest_invoice");
        (renewed.GetProperty("items").First().Number("quantity"), renewed.GetProperty("latest_invoice").Number("total")).ShouldBe((2, 4800));
    }

    [Fact]
    public async Task A_new_card_is_set_up_with_its_bank_and_becomes_the_default()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        using var declined = await room.PayAsync(portal.Url + "/payment-methods/add", "4000000000000002");
        (await declined.Content.ReadAsStringAsync()).ShouldContain("Your card was declined.");
        using var asked = await room.PayAsync(portal.Url + "/payment-methods/add", "4000002500003155");
        var bank = new Uri(room.Http.BaseAddress!, asked.Headers.Location!.OriginalString);
        using var approved = await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", "approve")));
        (await room.Http.GetAsync(approved.Headers.Location)).ShouldLeadTo(new Uri(portal.Url).AbsolutePath + "?done=card");
        var card = (await room.GetAsync($"/v1/customers/{portal.Customer}?expand[]=invoice_settings.default_payment_method")).GetProperty("invoice_settings").GetProperty("default_payment_method");
        card.GetProperty("card").Text("last4").ShouldBe("3155");
        var other = (await room.GetAsync($"/v1/customers/{portal.Customer}/payment_methods")).Ids().Single(id => id != card.Text("id"));
        (await portal.SendAsync("/payment-methods/remove", ("method", other))).Dispose();
        (await room.GetAsync($"/v1/customers/{portal.Customer}/payment_methods")).Ids().ShouldBe([card.Text("id")]);
    }

    [Fact]
    public async Task Only_what_the_configuration_allows_of_the_customer_is_changed()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room);
        (await portal.SendAsync("/customer", ("email", "new@example.com"), ("name", "Not Allowed"), ("address[country]", "DE"), ("address[postal_code]", "10115"), ("address[line1]", "Weg 1"))).Dispose();
        var customer = await room.GetAsync($"/v1/customers/{portal.Customer}");
        (customer.Text("email"), customer.IsNull("name"), customer.GetProperty("address").Text("country")).ShouldBe(("new@example.com", true, "DE"));
    }

    [Fact]
    public async Task A_tax_id_is_added_and_taken_away_where_the_configuration_lets_customers()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var portal = await PortalRoom.OpenAsync(room, ["features[customer_update][allowed_updates][2]=tax_id", "features[subscription_update][proration_behavior]=none"]);
        (await portal.SendAsync("/customer", ("taxIdType", "eu_vat"), ("taxId", "DE123456789"))).Dispose();
        (await portal.ReadAsync()).ShouldContain("DE123456789");
        var id = (await room.GetAsync($"/v1/customers/{portal.Customer}/tax_ids")).First().Text("id");
        (await portal.SendAsync("/customer", ("removeTaxId", id))).Dispose();
        (await room.GetAsync($"/v1/customers/{portal.Customer}/tax_ids")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_reaches_the_plan_of_another_customer()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (mine, theirs) = (await PortalRoom.OpenAsync(room), await PortalRoom.OpenAsync(room));
        using var tried = await room.Http.PostAsync(new Uri($"{mine.Url}/subscriptions/{theirs.Subscription}/cancel"), CheckoutRoom.Form(("subscription", theirs.Subscription)));
        tried.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await room.GetAsync($"/v1/subscriptions/{theirs.Subscription}")).GetProperty("cancel_at_period_end").GetBoolean().ShouldBeFalse();
    }

    private static async Task<string> PriceAsync(PortalRoom portal) =>
        (await portal.Room.GetAsync($"/v1/subscriptions/{portal.Subscription}")).GetProperty("items").First().GetProperty("price").Text("id");

    private static string Hidden(string page, string name) => Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    [GeneratedRegex(@"Amount due today</span> <strong>\$(?<amount>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DueToday();
}
