using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Conformance;

/// <summary>Every call of our own client asks what Stripe's description knows, and reads what the sandbox answers.</summary>
public sealed class ClientConformanceTests : JudgedClient
{
    [Fact]
    public async Task Customers_are_created_changed_cleared_and_read()
    {
        var created = await Stripe.CreateCustomerAsync(
            new CustomerCreate
            {
                Name = "Acme", Email = "owner@example.test", Description = "A buyer", Phone = "+1 555 0100",
                Address = new Address { Line1 = "1 Main St", City = "Springfield", Country = "US", PostalCode = "12345", State = "IL", Line2 = "Floor 2" },
                Metadata = new Dictionary<string, string> { ["org_id"] = "org_1" },
            },
            new("customer"), default);
        created.Address!.PostalCode.ShouldBe("12345");
        var changed = await Stripe.UpdateCustomerAsync(new(created.Id), new CustomerUpdate { Name = "Acme Ltd", Address = Clear.Value, Description = "" }, new("change"), default);
        changed.Name.ShouldBe("Acme Ltd");
        var read = await Stripe.GetCustomerAsync(new(created.Id), default, "invoice_settings.default_payment_method");
        read.Address.ShouldBeNull();
        read.Email.ShouldBe("owner@example.test");
        read.Metadata["org_id"].ShouldBe("org_1");
    }

    [Fact]
    public async Task The_same_intent_makes_one_customer()
    {
        var first = await Stripe.CreateCustomerAsync(new CustomerCreate { Name = "Acme" }, new("once"), default);
        var second = await Stripe.CreateCustomerAsync(new CustomerCreate { Name = "Acme" }, new("once"), default);
        second.Id.ShouldBe(first.Id);
        var other = await Should.ThrowAsync<StripeException>(Stripe.CreateCustomerAsync(new CustomerCreate { Name = "Other" }, new("once"), default));
        other.Failure.ShouldBe(StripeFailure.Idempotency);
    }

    [Fact]
    public async Task Products_and_prices_are_made_found_by_lookup_key_and_retired()
    {
        var product = await Stripe.CreateProductAsync(
            new ProductCreate { Id = "plan_team", Name = "Team", Description = "For teams", UnitLabel = "seat", Metadata = new Dictionary<string, string> { ["plan"] = "team" } }, new("product"), default);
        product.Id.ShouldBe("plan_team");
        await Stripe.UpdateProductAsync(new(product.Id), new ProductUpdate { Name = "Team plan", Active = true, Description = "" }, new("rename"), default);
        (await Stripe.GetProductAsync(new(product.Id), default)).Name.ShouldBe("Team plan");
        (await Stripe.ListProductsAsync(new ProductList { Ids = ["plan_team"], Active = true }, default).SingleAsync()).Id.ShouldBe("plan_team");
        var price = await Stripe.CreatePriceAsync(Price("jpy", 500), new("price"), default);
        price.UnitAmount.ShouldBe(500);
        price.Currency.ShouldBe(Currency.Parse("jpy"));
        var found = await Stripe.ListPricesAsync(new PriceList { LookupKeys = ["team_monthly"], Active = true, Expand = ["data.product"] }, default).SingleAsync();
        found.Product!.Object!.Name.ShouldBe("Team plan");
        await Stripe.UpdatePriceAsync(new(price.Id), new PriceUpdate { Active = false, LookupKey = "" }, new("retire"), default);
        (await Stripe.GetPriceAsync(new(price.Id), default, "product")).Active.ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_longer_than_a_page_is_read_whole()
    {
        var made = new List<string>();
        for (var index = 0; index < 103; index++)
            made.Add((await Stripe.CreateCustomerAsync(new CustomerCreate(), IdempotencyKey.For("page", $"{index}"), default)).Id);
        var listed = await Stripe.ListAllAsync<Customer>("/v1/customers", null, default).Select(customer => customer.Id).ToListAsync();
        listed.ShouldBe(made.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Events_and_webhook_endpoints_are_listed_and_read()
    {
        var endpoint = await Stripe.CreateWebhookEndpointAsync(new WebhookEndpointCreate { Url = "http://127.0.0.1:9/hooks", EnabledEvents = ["customer.created"], Description = "Ours" }, new("endpoint"), default);
        endpoint.Secret!.ShouldStartWith("whsec_");
        endpoint.ApiVersion.ShouldBe(StripeVersion.Pinned);
        var listed = await Stripe.ListWebhookEndpointsAsync(default).SingleAsync();
        listed.Secret.ShouldBeNull("the secret is told once");
        var customer = await Stripe.CreateCustomerAsync(new CustomerCreate(), new("causes-an-event"), default);
        var hint = await Stripe.ListEventsAsync(new EventList { Types = ["customer.created"], Created = new InstantRange { Gte = customer.Created!.Value.AddMinutes(-1) } }, default).SingleAsync();
        hint.Data.Object.GetProperty("id").GetString().ShouldBe(customer.Id);
        (await Stripe.GetEventAsync(new(hint.Id), default)).Type.ShouldBe("customer.created");
        (await Stripe.DeleteWebhookEndpointAsync(endpoint.Id, default)).IsDeleted.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_a_deleted_customer_says_so()
    {
        (await Should.ThrowAsync<StripeException>(Stripe.GetPriceAsync(new("price_unknown"), default))).Failure.ShouldBe(StripeFailure.NotFound);
        var customer = await Stripe.CreateCustomerAsync(new CustomerCreate(), new("to-be-deleted"), default);
        await Stripe.DeleteAsync<Deleted>($"/v1/customers/{customer.Id}", null, default);
        (await Stripe.GetCustomerAsync(new(customer.Id), default)).Deleted.ShouldBeTrue();
    }

    private static PriceCreate Price(string currency, long amount) => new()
    {
        Product = new("plan_team"), Currency = Currency.Parse(currency), UnitAmount = amount, Recurring = new("month"), LookupKey = "team_monthly",
        TransferLookupKey = true, Nickname = "Monthly", Metadata = new Dictionary<string, string> { ["plan"] = "team" },
    };
}
