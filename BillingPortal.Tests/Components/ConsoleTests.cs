using BillingPortal.Components.Pages.Console;
using BillingPortal.Core.Webhooks;
using Bunit;

namespace BillingPortal.Tests.Components;

public sealed class ConsoleTests : PageTest
{
    [Theory]
    [InlineData(InboxStatus.Processed, 1, "Processed", "badge-good")]
    [InlineData(InboxStatus.Pending, 0, "Pending", "badge-info")]
    [InlineData(InboxStatus.Pending, 2, "Retrying", "badge-warn")]
    [InlineData(InboxStatus.Parked, 8, "Parked", "badge-bad")]
    [InlineData(InboxStatus.Ignored, 0, "Ignored", "badge-neutral")]
    public void An_event_wears_the_badge_of_its_state(InboxStatus status, int attempts, string word, string css)
    {
        var badge = Render<InboxTable>(parameters => parameters.Add(table => table.Rows, [Row(status, attempts)])).Find(".badge");
        badge.TextContent.ShouldBe(word);
        badge.ClassList.ShouldContain(css);
    }

    [Fact]
    public void An_event_leads_to_its_detail_and_tells_when_it_came()
    {
        var table = Render<InboxTable>(parameters => parameters.Add(table => table.Rows, [Row(InboxStatus.Processed, 1)]));
        table.Find("td a").GetAttribute("href").ShouldBe("/admin/webhooks/evt_1");
        TextOf(table).ShouldContain("5 minutes ago");
        TextOf(table).ShouldContain("Nov 20, 2026, 11:55:00 UTC");
    }

    [Fact]
    public void An_empty_log_says_what_to_do_and_a_filtered_one_offers_to_clear_the_filter()
    {
        TextOf(Render<InboxTable>(parameters => parameters.Add(table => table.Rows, []))).ShouldContain("No event yet");
        Render<InboxTable>(parameters => parameters.Add(table => table.Rows, []).Add(table => table.IsFiltered, true)).Find("a").GetAttribute("href").ShouldBe("/admin/webhooks");
    }

    [Fact]
    public void A_payload_is_indented_for_reading_and_shown_as_text_whatever_it_holds()
    {
        var detail = new InboxDetail(Row(InboxStatus.Parked, 3), """{"id":"evt_1","note":"<script>alert(1)</script>"}""", "2026-07-29.dahlia", null, null, [new InboxAttemptRow(1, Samples.Now, TimeSpan.FromMilliseconds(40), "Stripe answered 500.")]);
        var view = Render<InboxDetailView>(parameters => parameters.Add(page => page.Detail, detail));
        view.Find("pre").TextContent.ShouldContain("  \"id\": \"evt_1\"");
        view.FindAll("script").ShouldBeEmpty();
        TextOf(view).ShouldContain("Attempt 1");
        TextOf(view).ShouldContain("Stripe answered 500.");
    }

    [Fact]
    public void A_secret_that_would_confirm_a_payment_is_hidden_at_any_depth()
    {
        var text = PayloadText.Of("""{"data":{"object":[{"client_secret":"seti_1_secret_x","confirmation_secret":{"client_secret":"pi_1_secret_y","type":"payment_intent"}}]}}""");
        text.ShouldNotContain("_secret_");
        text.ShouldContain("payment_intent");
    }

    [Theory]
    [InlineData("parked", InboxStatus.Parked)]
    [InlineData("PARKED", InboxStatus.Parked)]
    [InlineData("nonsense", null)]
    [InlineData("17", null)]
    [InlineData(null, null)]
    public void A_filter_in_the_address_that_means_nothing_filters_nothing(string? text, InboxStatus? status) =>
        ConsoleWords.Parse<InboxStatus>(text).ShouldBe(status);

    private static InboxRow Row(InboxStatus status, int attempts) =>
        new("evt_1", "invoice.paid", status, Samples.Now.AddMinutes(-6), Samples.Now.AddMinutes(-5), null, attempts, null, "in_1", "cus_1");
}
