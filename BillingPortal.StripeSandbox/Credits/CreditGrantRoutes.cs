using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Credits;

/// <summary>Credit grants through the API: given, prolonged, ended early, or taken back while nothing of them is used.</summary>
internal static class CreditGrantRoutes
{
    private const int MostUnused = 100;

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/billing/credit_grants", Create);
        routes.Get("/v1/billing/credit_grants", List);
        routes.Get("/v1/billing/credit_grants/{id}", call => call.FromPath<CreditGrant>("id", "credit grant"));
        routes.Post("/v1/billing/credit_grants/{id}", Update);
        routes.Post("/v1/billing/credit_grants/{id}/expire", Expire);
        routes.Post("/v1/billing/credit_grants/{id}/void", Void);
    }

    private static CreditGrant Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        RefuseAccounts(parameters);
        var customer = CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400);
        var effective = parameters.Integer("effective_at") ?? account.Now;
        var expires = Future(account, parameters.Integer("expires_at"));
        if (expires <= effective)
        {
            throw StripeError.Invalid("expires_at must be after effective_at.", "expires_at", validation: false);
        }

        if (account.OwnedBy<CreditGrant>(customer.Id).Count(grant => !grant.IsOver && (!grant.Funded || grant.Balance > 0)) >= MostUnused)
        {
            throw StripeError.WrongState($"A customer can have at most {MostUnused} unused credit grants.");
        }

        var made = account.Create("billing.credit_grant.created", new CreditGrant
        {
            Id = Ids.New("credgr_test"),
            Created = account.Now,
            Updated = account.Now,
            Amount = AmountOf(parameters),
            ApplicabilityConfig = new CreditApplicability(CreditScopes.Read(call,
                (parameters.Hash("applicability_config") ?? throw StripeError.MissingParameter("applicability_config")).Hash("scope") ?? throw StripeError.MissingParameter("applicability_config[scope]"))),
            Category = parameters.Choice("category", "paid", "promotional") ?? "paid",
            Customer = customer.Id,
            EffectiveAt = effective,
            ExpiresAt = expires,
            Metadata = parameters.Metadata(),
            Name = parameters.Text("name"),
            Priority = PriorityOf(parameters),
            TestClock = customer.TestClock,
        });
        return effective <= account.Now ? CreditLedger.Fund(account, made) : made;
    }

    private static CreditAmount AmountOf(Parameters parameters)
    {
        var amount = parameters.Hash("amount") ?? throw StripeError.MissingParameter("amount");
        _ = amount.Choice("type", "monetary") ?? throw StripeError.MissingParameter(amount.Name("type"));
        var monetary = amount.Hash("monetary") ?? throw StripeError.MissingParameter(amount.Name("monetary"));
        var value = monetary.Integer("value") ?? throw StripeError.MissingParameter(monetary.Name("value"));
        return value > 0 ? CreditAmount.Of(PriceRoutes.CurrencyOf(monetary), value)
            : throw StripeError.Invalid("This value must be greater than or equal to 1.", monetary.Name("value"), "parameter_invalid_integer");
    }

    private static long PriorityOf(Parameters parameters)
    {
        var priority = parameters.Integer("priority") ?? 50;
        return priority is >= 0 and <= 100 ? priority : throw StripeError.Invalid("The priority is a number from 0 to 100.", "priority", "parameter_invalid_integer");
    }

    private static ListOf<object> List(Call call)
    {
        RefuseAccounts(call.Parameters);
        var customer = call.Parameters.Text("customer");
        return Paging.Page(call, among: customer is null ? null : call.Account.OwnedBy<CreditGrant>(CustomerRoutes.Live(call, customer, "customer", status: 400).Id));
    }

    private static CreditGrant Update(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var before = Live(call);
        var expires = parameters.Has("expires_at") ? Future(account, parameters.Integer("expires_at")) : before.ExpiresAt;
        if (expires <= before.EffectiveAt)
        {
            throw StripeError.Invalid("expires_at must be after effective_at.", "expires_at", validation: false);
        }

        var changed = before with { ExpiresAt = expires, Metadata = parameters.Metadata(before.Metadata) };
        return account.Update("billing.credit_grant.updated", before, changed with { Updated = account.Now });
    }

    private static CreditGrant Expire(Call call)
    {
        var before = Live(call);
        var expired = CreditLedger.Expire(call.Account, before with { ExpiresAt = call.Account.Now, Updated = call.Account.Now });
        return call.Account.Update("billing.credit_grant.updated", before, expired);
    }

    /// <summary>Possible only while nothing was ever used of it.</summary>
    private static CreditGrant Void(Call call)
    {
        var before = Live(call);
        if (call.Account.OwnedBy<CreditBalanceTransaction>(before.Id).Exists(move => move.Debit is { Type: "credits_applied" }))
        {
            throw StripeError.WrongState("You can't void a credit grant that has been applied to an invoice. Expire it to end what is left of it.");
        }

        var voided = CreditLedger.Void(call.Account, before with { VoidedAt = call.Account.Now, Updated = call.Account.Now });
        return call.Account.Update("billing.credit_grant.updated", before, voided);
    }

    private static CreditGrant Live(Call call)
    {
        var grant = call.FromPath<CreditGrant>("id", "credit grant");
        return grant.VoidedAt is not null ? throw StripeError.WrongState("This credit grant is voided.")
            : grant.Expired ? throw StripeError.WrongState("This credit grant has expired.") : grant;
    }

    private static long? Future(Account account, long? at) => at is null || at > account.Now ? at
        : throw StripeError.Invalid("expires_at must be in the future.", "expires_at", "timestamp_in_past", validation: false);

    /// <summary>An account that stands for a customer belongs to Stripe's second API, which is not here.</summary>
    public static void RefuseAccounts(Parameters parameters)
    {
        if (parameters.Has("customer_account"))
        {
            throw StripeError.Invalid("The sandbox has no accounts that stand for customers; name the customer.", "customer_account");
        }
    }
}

/// <summary>Reads what credits are for: all metered prices, or some.</summary>
internal static class CreditScopes
{
    public static CreditScope Read(Call call, Parameters scope)
    {
        var type = scope.Choice("price_type", "metered");
        var prices = scope.List("prices");
        if (type is null == (prices.Count == 0))
        {
            throw StripeError.Invalid("Specify either price_type or prices.", scope.Name("price_type"), validation: false);
        }

        return new CreditScope { PriceType = type, Prices = type is null ? [.. prices.Select(price => new CreditScopePrice(MeteredId(call, price)))] : null };
    }

    private static string MeteredId(Call call, Parameters listed)
    {
        var price = call.FromParameter<Price>(listed, "id", "price") ?? throw StripeError.MissingParameter(listed.Name("id"));
        return price.IsMetered() ? price.Id : throw StripeError.WrongState($"The price {price.Id} is not metered; credits apply to metered prices only.", param: listed.Name("id"));
    }
}
