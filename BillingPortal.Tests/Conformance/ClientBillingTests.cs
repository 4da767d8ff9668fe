using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Conformance;

/// <summary>Checkout, subscriptions, invoices and charges through our own client: what it asks Stripe knows, and what comes back it can read.</summary>
public sealed class ClientBillingTests : JudgedClient
{
    [Fact]
    public async Task A_checkout_session_is_opened_with_a_trial_read_and_closed()
    {
        var (customer, price) = (await PayerAsync(), await PriceAsync());
        var session = await Stripe.CreateCheckoutSessionAsync(
            new CheckoutSessionCreate
            {
                Mode = "subscription", Customer = customer, ClientReferenceId = "org_1", LineItems = [new(price, 3)],
                SuccessUrl = "http://127.0.0.1:9/return?session_id={CHECKOUT_SESSION_ID}", CancelUrl = "http://127.0.0.1:9/pricing",
                CustomerUpdate = new() { Address = "auto", Name = "auto" }, PaymentMethodCollection = "always", BillingAddressCollection = "auto",
                AllowPromotionCodes = true, AutomaticTax = new(false), TaxIdCollection = new(true), Metadata = Plan,
                SubscriptionData = new() { TrialPeriodDays = 14, TrialSettings = new(new("cancel")), Description = "Team", Metadata = Plan },
            },
            new("session"), default);
        session.Status.ShouldBe("open");
        session.Url.ShouldNotBeNull();
        var read = await Stripe.GetCheckoutSessionAsync(new(session.Id), default, "customer", "subscription");
        read.ClientReferenceId.ShouldBe("org_1");
        read.Customer!.Object!.Email.ShouldBe("payer@example.test");
        read.Metadata!["plan"].ShouldBe("team");
        (await Stripe.ExpireCheckoutSessionAsync(new(session.Id), new("expire"), default)).Status.ShouldBe("expired");
    }

    [Fact]
    public async Task A_subscription_is_read_with_its_periods_and_its_invoice()
    {
        var subscription = await SubscribeAsync(quantity: 2);
        var read = await Stripe.GetSubscriptionAsync(new(subscription.Id), default, "latest_invoice", "default_payment_method", "customer");
        var item = read.Items.Data.ShouldHaveSingleItem();
        item.Quantity.ShouldBe(2);
        item.CurrentPeriodEnd.ShouldBeGreaterThan(item.CurrentPeriodStart);
        read.LatestInvoice!.Object!.Total.ShouldBe(3000);
        read.LatestInvoice.Object.SubscriptionId.ShouldBe(subscription.Id);
        var listed = await Stripe.ListSubscriptionsAsync(
            new SubscriptionList
            {
                Customer = new(read.Customer.Id), Price = new(item.Price.Id), Status = "all", Expand = ["data.latest_invoice"],
                Created = new() { Gt = read.Created.AddDays(-1), Gte = read.Created, Lt = read.Created.AddDays(1), Lte = read.Created },
            },
            default).SingleAsync();
        listed.Id.ShouldBe(subscription.Id);
    }

    [Fact]
    public async Task An_invoice_and_its_charge_are_read_and_refunds_are_seen()
    {
        var subscription = await SubscribeAsync(quantity: 1);
        var invoice = await Stripe.GetInvoiceAsync(new(subscription.LatestInvoice!.Id), default, "customer");
        invoice.Status.ShouldBe("paid");
        invoice.AmountPaid.ShouldBe(1500);
        invoice.Lines.Data.ShouldHaveSingleItem().Pricing!.PriceDetails!.Price.ShouldBe(subscription.Items.Data[0].Price.Id);
        (await Stripe.ListInvoicesAsync(new InvoiceList { Customer = new(invoice.Customer!.Id), Subscription = new(subscription.Id), Status = "paid" }, default).SingleAsync()).Id.ShouldBe(invoice.Id);
        var charge = await Stripe.ListAllAsync<Charge>("/v1/charges", new { Customer = invoice.Customer.Id }, default).SingleAsync();
        await Stripe.PostAsync<Refund>("/v1/refunds", new { Charge = charge.Id, Amount = 500, Reason = "requested_by_customer" }, new("refund"), default);
        var refunded = await Stripe.GetChargeAsync(new(charge.Id), default);
        refunded.AmountRefunded.ShouldBe(500);
        refunded.Refunds!.Data.ShouldHaveSingleItem().Amount.ShouldBe(500);
    }

    [Fact]
    public async Task Payment_methods_of_a_customer_are_listed_and_made_the_default()
    {
        var customer = await PayerAsync();
        var method = await Stripe.ListPaymentMethodsAsync(customer, default).SingleAsync();
        method.Card!.Last4.ShouldBe("4242");
        method.Card.Fingerprint.ShouldNotBeNullOrEmpty();
        (await Stripe.GetPaymentMethodAsync(new(method.Id), default)).Customer!.Id.ShouldBe(customer.Value);
        var changed = await Stripe.UpdateCustomerAsync(customer, new CustomerUpdate { InvoiceSettings = new() { DefaultPaymentMethod = method.Id } }, new("default"), default);
        changed.InvoiceSettings!.DefaultPaymentMethod!.Id.ShouldBe(method.Id);
    }

    [Fact]
    public async Task A_visit_to_the_customer_portal_begins_on_the_task_that_was_asked_for()
    {
        var subscription = await SubscribeAsync(quantity: 1);
        var customer = new CustomerId(subscription.Customer.Id);
        var overview = await Stripe.CreatePortalSessionAsync(new PortalSessionCreate { Customer = customer, ReturnUrl = "http://127.0.0.1:9/billing" }, new("overview"), default);
        overview.Url.IsAbsoluteUri.ShouldBeTrue();
        overview.ReturnUrl.ShouldBe("http://127.0.0.1:9/billing");
        var flow = new PortalFlow { Type = "subscription_cancel", SubscriptionCancel = new(new(subscription.Id)) };
        (await Stripe.CreatePortalSessionAsync(new PortalSessionCreate { Customer = customer, FlowData = flow }, new("cancel"), default)).Id.ShouldNotBe(overview.Id);
    }

    private static Dictionary<string, string> Plan => new() { ["org_id"] = "org_1", ["plan"] = "team" };

    private async Task<CustomerId> PayerAsync()
    {
        var customer = await Stripe.CreateCustomerAsync(new CustomerCreate { Email = "payer@example.test" }, new("payer"), default);
        var method = await Stripe.PostAsync<PaymentMethod>("/v1/payment_methods/pm_card_visa/attach", new { Customer = customer.Id }, new("attach"), default);
        await Stripe.UpdateCustomerAsync(new(customer.Id), new CustomerUpdate { InvoiceSettings = new() { DefaultPaymentMethod = method.Id } }, new("payer-default"), default);
        return new(customer.Id);
    }

    private async Task<PriceId> PriceAsync()
    {
        var product = await Stripe.CreateProductAsync(new ProductCreate { Name = "Team" }, new("product"), default);
        var price = new PriceCreate { Product = new(product.Id), Currency = Currency.Usd, UnitAmount = 1500, Recurring = new("month") };
        return new((await Stripe.CreatePriceAsync(price, new("price"), default)).Id);
    }

    private async Task<Subscription> SubscribeAsync(long quantity)
    {
        var (customer, price) = (await PayerAsync(), await PriceAsync());
        return await Stripe.PostAsync<Subscription>("/v1/subscriptions", new { Customer = customer, Items = new[] { new { Price = price, Quantity = quantity } } }, new("subscribe"), default);
    }
}
