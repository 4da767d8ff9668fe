namespace BillingPortal.Tests.Conformance;

/// <summary>Stripe's own command line runs its fixtures against the sandbox: each succeeds, causes the events of Stripe, and they arrive signed.</summary>
public sealed class StripeTriggerTests
{
    /// <summary>The CLI takes keys of this length only.</summary>
    private const string Key = "sk_test_123456789012345678";

    [Theory]
    [InlineData("checkout.session.completed", "product.created", "price.created", "payment_intent.succeeded", "charge.succeeded")]
    [InlineData("customer.subscription.created", "customer.created", "payment_method.attached", "invoice.created", "invoice.finalized", "invoice.paid", "invoice.payment_succeeded", "charge.succeeded")]
    [InlineData("customer.subscription.updated", "customer.subscription.created", "invoice.paid")]
    [InlineData("customer.subscription.deleted", "customer.subscription.created", "invoice.paid")]
    [InlineData("customer.subscription.trial_will_end", "customer.subscription.created", "invoice.created", "invoice.paid")]
    [InlineData("customer.subscription.paused", "customer.subscription.created", "customer.subscription.updated")]
    [InlineData("invoice.created", "customer.created", "invoiceitem.created")]
    [InlineData("invoice.updated", "invoice.created")]
    [InlineData("invoice.finalized", "invoice.created")]
    [InlineData("invoice.voided", "invoice.finalized")]
    [InlineData("invoice.sent", "invoice.finalized")]
    [InlineData("invoice.marked_uncollectible", "invoice.finalized")]
    [InlineData("invoice.paid", "payment_method.attached", "invoice.created", "invoice.finalized", "invoice.payment_succeeded", "payment_intent.succeeded", "charge.succeeded")]
    [InlineData("invoice.payment_succeeded", "invoice.paid")]
    [InlineData("invoice.payment_failed", "invoice.created", "invoice.finalized", "payment_intent.payment_failed", "charge.failed")]
    [InlineData("invoice.payment_action_required", "invoice.finalized", "payment_intent.requires_action")]
    [InlineData("payment_intent.succeeded", "payment_intent.created", "charge.succeeded")]
    [InlineData("payment_intent.payment_failed", "charge.failed")]
    [InlineData("payment_intent.requires_action", "payment_intent.created")]
    [InlineData("setup_intent.succeeded", "setup_intent.created")]
    [InlineData("charge.succeeded")]
    [InlineData("charge.failed")]
    [InlineData("charge.refunded", "refund.created", "charge.succeeded")]
    [InlineData("customer.created")]
    [InlineData("customer.updated", "customer.created")]
    [InlineData("customer.deleted", "customer.created")]
    [InlineData("payment_method.attached", "customer.created")]
    [InlineData("price.created", "product.created")]
    public async Task A_trigger_of_Stripes_command_line_succeeds_and_its_events_arrive_signed(string trigger, params string[] others)
    {
        await using var listener = await WebhookListener.StartAsync();
        await using var api = await SandboxSession.StartWatchedAsync(new() { WebhookUrl = listener.Url, WebhookSecret = WebhookListener.Secret }, Key);
        var run = await NodeTools.StripeCliAsync("trigger", trigger, "--api-key", Key, "--api-base", api.Address.GetLeftPart(UriPartial.Authority));
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        run.Output.ShouldContain("Trigger succeeded");
        var expected = others.Append(trigger).ToList();
        var recorded = await api.EventsAsync().Select(item => item.GetProperty("type").GetString()!).ToListAsync();
        expected.Except(recorded).ShouldBeEmpty($"recorded were {string.Join(", ", recorded)}");
        var delivered = await listener.WaitForAsync(recorded);
        recorded.Except(delivered).ShouldBeEmpty("every recorded event is delivered");
        listener.Refused.ShouldBeEmpty();
        (await api.JudgeEventsAsync()).ShouldBeEmpty();
    }
}
