using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Journeys;

public sealed class OutOfOrderPaymentTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_customer_who_pays_the_first_session_in_another_tab_does_not_get_a_second_one(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        var first = await shop.StartedAsync();
        await StripeSide.PayAsync(shop.World, first.SessionId);
        (await shop.StartAsync(shop.Request("business", trial: false))).Error!.Code.ShouldBe(BillingErrorCode.AlreadySubscribed);
        (await shop.StartAsync()).Error!.Code.ShouldBe(BillingErrorCode.AlreadySubscribed);
        (await shop.SessionsAtStripeAsync()).ShouldHaveSingleItem();
        (await shop.CurrentAsync())!.Status.ShouldBe(SubscriptionStatus.Trialing);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_second_subscription_made_past_the_portal_is_marked_when_its_webhook_comes(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync()).SessionId);
        await StripeSide.DeliverAllAsync(shop.World);
        var original = (await shop.CurrentAsync())!;
        await StripeSide.SubscribeByHandAsync(shop, original.Id);
        await StripeSide.DeliverAllAsync(shop.World);
        (await shop.AtStripeAsync()).Count.ShouldBe(2);
        (await shop.CurrentAsync())!.Id.ShouldBe(original.Id);
        var entry = (await shop.World.AuditAsync("subscription.duplicate")).ShouldHaveSingleItem();
        entry.OrganizationId.ShouldBe(shop.Organization);
        entry.AfterJson!.ShouldContain(original.Id.Value);
    }
}
