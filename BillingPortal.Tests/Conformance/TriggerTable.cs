namespace BillingPortal.Tests.Conformance;

/// <summary>
/// What each <c>stripe trigger</c> makes Stripe tell, in order. Stripe promises no order of arrival; the order here is that of the work: what is
/// made comes before what is done with it. A customer's first invoice sets its currency, and each number that an invoice gets moves the customer's
/// next one, so the customer is told as changed (seen in a listing by Stripe's own engineers, stripe-cli pull request 625).
/// </summary>
internal static class TriggerTable
{
    private const string Payer = "customer.created payment_method.attached ";
    private const string Plan = "product.created price.created ";
    private const string Draft = "customer.updated invoice.created ";
    private const string Final = "customer.updated invoice.finalized ";
    private const string Paid = "payment_intent.created charge.succeeded payment_intent.succeeded invoice_payment.paid invoice.updated invoice.paid invoice.payment_succeeded ";
    private const string Free = "invoice.paid invoice.payment_succeeded ";
    private const string Declined = "payment_intent.created charge.failed payment_intent.payment_failed invoice.updated invoice.payment_failed ";
    private const string Started = Payer + Plan + "customer.subscription.created " + Draft + Final + Paid;
    private const string Trial = "customer.created " + Plan + "customer.subscription.created " + Draft + Final + Free;
    private const string Item = "customer.created invoiceitem.created " + Draft;
    private const string Open = Item + Final + "payment_intent.created ";
    private const string PaidByCard = Payer + "invoiceitem.created " + Draft + Final + Paid;
    private const string Charged = "payment_intent.created charge.succeeded payment_intent.succeeded ";
    private const string Redeemed = "coupon.created coupon.updated customer.discount.created customer.created ";

    private const string Sourced = "customer.created payment_method.attached customer.source.created customer.updated ";

    /// <summary>Trigger → the events that are there afterwards.</summary>
    public static readonly Dictionary<string, string> Sequences = new()
    {
        ["billing_portal.configuration.created"] = "billing_portal.configuration.created",
        ["billing_portal.configuration.updated"] = "billing_portal.configuration.created billing_portal.configuration.updated",
        ["billing_portal.session.created"] = "customer.created billing_portal.session.created",
        ["charge.captured"] = "payment_intent.created charge.succeeded payment_intent.amount_capturable_updated charge.captured payment_intent.succeeded",
        ["charge.dispute.created"] = Charged + "charge.dispute.created",
        ["charge.dispute.updated"] = Charged + "charge.dispute.created charge.dispute.updated",
        ["charge.dispute.closed"] = Charged + "charge.dispute.created charge.dispute.closed",
        ["charge.failed"] = "payment_intent.created charge.failed payment_intent.payment_failed",
        ["charge.refunded"] = Charged + "refund.created charge.refunded",
        ["charge.refund.updated"] = Charged + "refund.created charge.refunded charge.refund.updated refund.updated",
        ["charge.succeeded"] = Charged,
        ["checkout.session.completed"] = Plan + Charged + "checkout.session.completed",
        ["checkout.session.expired"] = Plan + "checkout.session.expired",
        ["coupon.created"] = "coupon.created",
        ["coupon.updated"] = "coupon.created coupon.updated",
        ["coupon.deleted"] = "coupon.created coupon.deleted",
        ["credit_note.created"] = Open + "credit_note.created invoice.updated",
        ["credit_note.updated"] = Open + "credit_note.created invoice.updated credit_note.updated",
        ["credit_note.voided"] = Open + "credit_note.created invoice.updated credit_note.voided invoice.updated",
        ["customer.created"] = "customer.created",
        ["customer.updated"] = "customer.created customer.updated",
        ["customer.deleted"] = "customer.created customer.deleted",
        ["customer.discount.created"] = Redeemed,
        ["customer.discount.updated"] = Redeemed + "coupon.created coupon.updated customer.discount.updated customer.updated",
        ["customer.discount.deleted"] = Redeemed + "customer.discount.deleted customer.updated",
        ["customer.source.created"] = Sourced,
        ["customer.source.updated"] = Sourced + "customer.source.updated",
        ["customer.subscription.created"] = Started,
        ["customer.subscription.updated"] = Started + "customer.subscription.updated",
        ["customer.subscription.deleted"] = Started + "customer.subscription.deleted",
        ["customer.subscription.paused"] = Trial + "customer.subscription.updated customer.subscription.paused",
        ["customer.subscription.trial_will_end"] = Trial + "customer.subscription.trial_will_end",
        ["invoice.created"] = Item,
        ["invoice.updated"] = Item + "invoice.updated",
        ["invoice.deleted"] = Item + "invoice.deleted",
        ["invoice.finalized"] = Open,
        ["invoice.sent"] = Open + "invoice.sent",
        ["invoice.voided"] = Open + "payment_intent.canceled invoice.updated invoice.voided",
        ["invoice.marked_uncollectible"] = Open + "invoice.updated invoice.marked_uncollectible",
        ["invoice.paid"] = PaidByCard,
        ["invoice.payment_succeeded"] = PaidByCard,
        ["invoice.payment_failed"] = Payer + "invoiceitem.created " + Draft + Final + Declined,
        ["invoice.payment_action_required"] = Payer + "invoiceitem.created " + Draft + Final
            + "payment_intent.created payment_intent.requires_action invoice.updated invoice.payment_action_required invoice.payment_failed",
        ["invoiceitem.created"] = "customer.created invoiceitem.created",
        ["invoiceitem.deleted"] = "customer.created invoiceitem.created invoiceitem.deleted",
        ["payment_intent.created"] = "payment_intent.created",
        ["payment_intent.succeeded"] = Charged,
        ["payment_intent.canceled"] = "payment_intent.created payment_intent.canceled",
        ["payment_intent.payment_failed"] = "payment_intent.created charge.failed payment_intent.payment_failed",
        ["payment_intent.requires_action"] = "payment_intent.created payment_intent.requires_action",
        ["payment_intent.amount_capturable_updated"] = "payment_intent.created charge.succeeded payment_intent.amount_capturable_updated",
        ["payment_method.attached"] = Payer,
        ["payment_method.detached"] = Payer + "payment_method.detached",
        ["payment_method.updated"] = "customer.created setup_intent.created payment_method.attached setup_intent.succeeded payment_method.updated",
        ["price.created"] = Plan,
        ["price.updated"] = Plan + "price.updated",
        ["product.created"] = "product.created",
        ["product.updated"] = "product.created product.updated",
        ["product.deleted"] = "product.created product.deleted",
        ["promotion_code.created"] = "coupon.created promotion_code.created",
        ["promotion_code.updated"] = "coupon.created promotion_code.created promotion_code.updated",
        ["setup_intent.created"] = "setup_intent.created",
        ["setup_intent.canceled"] = "setup_intent.created setup_intent.canceled",
        ["setup_intent.succeeded"] = "setup_intent.created setup_intent.succeeded",
        ["setup_intent.setup_failed"] = "setup_intent.created setup_intent.setup_failed",
        ["setup_intent.requires_action"] = "setup_intent.created setup_intent.requires_action",
        ["subscription.payment_succeeded"] = Payer + "customer.updated " + Plan + "customer.subscription.created " + Draft + Final + Paid,
        ["subscription.payment_failed"] = Payer + "customer.updated " + Plan + "customer.subscription.created " + Draft + Final + Declined,
        ["tax_rate.created"] = "tax_rate.created",
        ["tax_rate.updated"] = "tax_rate.created tax_rate.updated",
        ["test_helpers.test_clock.created"] = "test_helpers.test_clock.created",
        ["test_helpers.test_clock.advancing"] = "test_helpers.test_clock.created test_helpers.test_clock.advancing test_helpers.test_clock.ready",
        ["test_helpers.test_clock.ready"] = "test_helpers.test_clock.created test_helpers.test_clock.advancing test_helpers.test_clock.ready",
        ["test_helpers.test_clock.deleted"] = "test_helpers.test_clock.created test_helpers.test_clock.deleted",
    };

    /// <summary>Triggers that the sandbox cannot follow, by how they begin, and why.</summary>
    public static readonly Dictionary<string, string> Beyond = new()
    {
        ["account."] = "connected accounts", ["balance."] = "payouts", ["payout."] = "payouts", ["topup."] = "payouts", ["transfer."] = "connected accounts",
        ["cash_balance."] = "bank transfers", ["customer_cash_balance_transaction."] = "bank transfers", ["payment_intent.partially_funded"] = "bank transfers into a cash balance; the sandbox refuses payment methods that are no cards",
        ["identity."] = "identity checks", ["issuing_"] = "card issuing", ["payment_link."] = "payment links", ["plan."] = "plans, which prices replaced",
        ["quote."] = "quotes", ["reporting."] = "reports", ["subscription_schedule."] = "schedules are not in the described surface",
        ["v1.billing.meter."] = "sent to another host", ["payment_intent.processing"] = "SEPA debits, which settle later; the sandbox refuses payment methods that are no cards",
        ["checkout.session.async_payment_"] = "SEPA debits, as above",
    };
}
