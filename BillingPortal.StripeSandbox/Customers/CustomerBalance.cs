using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Customers;

/// <summary>Stripe's customer balance transaction: one move of a customer's credit or debt, in minor units.</summary>
internal sealed record CustomerBalanceTransaction : StripeObject
{
    public override string Object => "customer_balance_transaction";

    public required long Amount { get; init; }

    [Expandable]
    public string? CheckoutSession => null;

    [Expandable]
    public string? CreditNote { get; init; }

    public required string Currency { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public string? Description { get; init; }

    public required long EndingBalance { get; init; }

    [Expandable]
    public string? Invoice { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    public required string Type { get; init; }

    public override IEnumerable<string?> Owners => [Customer];
}

/// <summary>Moves a customer's balance and keeps the record of each move.</summary>
internal static class CustomerBalance
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/customers/{id}/balance_transactions", List);
        routes.Post("/v1/customers/{id}/balance_transactions", Adjust);
        routes.Get("/v1/customers/{id}/balance_transactions/{transaction}", Find);
        routes.Post("/v1/customers/{id}/balance_transactions/{transaction}", Update);
    }

    /// <summary>A request for a customer may set the balance itself; the move to it is recorded like any other.</summary>
    public static Customer Set(Call call, Customer customer, string type)
    {
        if (call.Parameters.Integer("balance") is { } wanted && wanted != customer.Balance)
        {
            Move(call.Account, customer, wanted - customer.Balance, type, customer.Currency ?? "usd");
        }

        return call.Account.Get<Customer>(customer.Id);
    }

    private static CustomerBalanceTransaction Find(Call call)
    {
        var found = call.FromPath<CustomerBalanceTransaction>("transaction", "balance transaction");
        return found.Customer == call.Path["id"] ? found : throw StripeError.Missing("balance transaction", found.Id, "id");
    }

    private static CustomerBalanceTransaction Update(Call call)
    {
        var before = Find(call);
        return call.Account.Save(before with { Description = call.Parameters.Text("description", before.Description), Metadata = call.Parameters.Metadata(before.Metadata) });
    }

    public static CustomerBalanceTransaction Move(Account account, Customer customer, long amount, string type, string currency, string? invoice = null, string? creditNote = null)
    {
        var after = account.Update("customer.updated", customer, customer with { Balance = customer.Balance + amount, Currency = customer.Currency ?? currency });
        return account.Save(new CustomerBalanceTransaction
        {
            Id = Ids.New("cbtxn"), Created = account.Now, Amount = amount, Currency = currency, Customer = customer.Id,
            EndingBalance = after.Balance, Invoice = invoice, CreditNote = creditNote, Type = type,
        });
    }

    private static ListOf<object> List(Call call)
    {
        var invoice = call.Parameters.Text("invoice");
        return Paging.Page(call, move => invoice is null || move.Invoice == invoice,
            call.Account.OwnedBy<CustomerBalanceTransaction>(CustomerRoutes.Live(call, call.Path["id"], "customer").Id));
    }

    private static CustomerBalanceTransaction Adjust(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Path["id"], "customer");
        var amount = call.Parameters.Integer("amount") ?? throw StripeError.MissingParameter("amount");
        var currency = Catalog.PriceRoutes.CurrencyOf(call.Parameters);
        OneCurrency.Require(call.Account, customer, currency);

        var made = Move(call.Account, customer, amount, "adjustment", currency);
        return call.Account.Save(made with { Description = call.Parameters.Text("description"), Metadata = call.Parameters.Metadata() });
    }
}
