using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Credits;

/// <summary>Stripe's credit balance summary, one line per currency.</summary>
internal sealed record CreditBalanceSummary
{
    public string Object => "billing.credit_balance_summary";

    public required List<CreditBalance> Balances { get; init; }

    [Expandable]
    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public bool Livemode => false;
}

/// <param name="AvailableBalance">The ledger's balance less what drafts are about to use.</param>
/// <param name="LedgerBalance">What the transactions add up to.</param>
internal sealed record CreditBalance(CreditAmount AvailableBalance, CreditAmount LedgerBalance);

/// <summary>Reading credits: what is left of them, and every move of the ledger.</summary>
internal static class CreditBalanceRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/billing/credit_balance_summary", Summary);
        routes.Get("/v1/billing/credit_balance_transactions", List);
        routes.Get("/v1/billing/credit_balance_transactions/{id}", call => call.FromPath<CreditBalanceTransaction>("id", "credit balance transaction"));
    }

    private static CreditBalanceSummary Summary(Call call)
    {
        CreditGrantRoutes.RefuseAccounts(call.Parameters);
        var customer = CustomerRoutes.Live(call, call.Parameters.RequiredText("customer"), "customer", status: 400);
        var grants = Filtered(call, call.Parameters.Hash("filter") ?? throw StripeError.MissingParameter("filter"), customer.Id);
        return new CreditBalanceSummary
        {
            Customer = customer.Id,
            Balances = [.. grants.GroupBy(grant => grant.Amount.Monetary.Currency).Select(group => new CreditBalance(
                CreditAmount.Of(group.Key, group.Sum(grant => Math.Max(0, grant.Balance - CreditGrants.Foreseen(call.Account, grant)))),
                CreditAmount.Of(group.Key, group.Sum(grant => grant.Balance))))],
        };
    }

    private static List<CreditGrant> Filtered(Call call, Parameters filter, string customer)
    {
        switch (filter.Choice("type", "applicability_scope", "credit_grant") ?? throw StripeError.MissingParameter(filter.Name("type")))
        {
            case "credit_grant":
                var grant = call.FromParameter<CreditGrant>(filter, "credit_grant", "credit grant") ?? throw StripeError.MissingParameter(filter.Name("credit_grant"));
                return grant.Customer == customer ? [grant] : throw StripeError.Missing("credit grant", grant.Id, filter.Name("credit_grant"), status: 400);
            default:
                var scope = CreditScopes.Read(call, filter.Hash("applicability_scope") ?? throw StripeError.MissingParameter(filter.Name("applicability_scope")));
                return [.. call.Account.OwnedBy<CreditGrant>(customer).Where(one => one.ApplicabilityConfig.Scope.Covers(scope))];
        }
    }

    private static ListOf<object> List(Call call)
    {
        CreditGrantRoutes.RefuseAccounts(call.Parameters);
        var customer = CustomerRoutes.Live(call, call.Parameters.RequiredText("customer"), "customer", status: 400);
        var grant = call.FromParameter<CreditGrant>("credit_grant", "credit grant");
        return Paging.Page<CreditBalanceTransaction>(call, move => move.Customer == customer.Id, call.Account.OwnedBy<CreditBalanceTransaction>(grant?.Id ?? customer.Id));
    }
}
