using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Journeys;

namespace BillingPortal.Tests.Subscriptions;

public sealed class TrialStartedMailTests
{
    [Theory]
    [InlineData(false, "the subscription goes on and the first invoice is charged")]
    [InlineData(true, "the subscription ends with it")]
    public async Task The_mail_says_until_when_what_then_and_where(bool cancels, string sentence)
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        var data = new TrialStartedData("Ann & Sons", "Team", new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), 7200, "usd", "month", 3, cancels, "https://billing.example.com/billing");
        var mail = await world.Get<NoticeTemplates>().Find("trial_started").RenderAsync(JsonSerializer.Serialize(data, NoticeJson.Options), CancellationToken.None);
        mail.Subject.ShouldBe("Your Team trial has started");
        foreach (var part in new[] { "16 March 2026, 09:00 UTC", "$72.00 per month", sentence, "https://billing.example.com/billing" })
        {
            mail.Text.ShouldContain(part);
            mail.Html.ShouldContain(part);
        }

        mail.Html.ShouldContain("Ann &amp; Sons");
    }
}
