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
    public string? CreditNote => null;

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
        routes.Get("/v1/customers/{id}/balance_transactions/{transaction}", call => call.FromPath<CustomerBalanceTransaction>("transaction", "balance transaction"));
    }

    public static CustomerBalanceTransaction Move(Account account, Customer customer, long amount, string type, string currency, string? invoice = null)
    {
        var after = account.Update("customer.updated", customer, customer with { Balance = customer.Balance + amount, Currency = customer.Currency ?? currency });
        return account.Save(new CustomerBalanceTransaction
        {
            Id = Ids.New("cbtxn"), Created = account.Now, Amount = amount, Currency = currency, Customer = customer.Id,
            EndingBalance = after.Balance, Invoice = invoice, Type = type,
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
        if (customer.Currency is { } known && known != currency)
        {
            throw StripeError.WrongState($"The customer's currency is {known}; balance transactions must use it.", param: "currency");
        }

        var made = Move(call.Account, customer, amount, "adjustment", currency);
        return call.Account.Save(made with { Description = call.Parameters.Text("description"), Metadata = call.Parameters.Metadata() });
    }
}
