using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Reading what moved the balance.</summary>
internal static class BalanceRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/balance_transactions", List);
        routes.Get("/v1/balance_transactions/{id}", call => Balance.Shown(call.FromPath<BalanceTransaction>("id", "balance transaction"), call.Account.SandboxNow));
    }

    private static ListOf<object> List(Call call)
    {
        var (source, type, currency) = (call.Parameters.Text("source"), call.Parameters.Text("type"), call.Parameters.Text("currency"));
        var page = Paging.Page<BalanceTransaction>(call, row => (type is null || row.Type == type) && (currency is null || row.Currency == currency),
            source is null ? null : call.Account.OwnedBy<BalanceTransaction>(source));
        return page with { Data = [.. page.Data.Select(row => Balance.Shown((BalanceTransaction)row, call.Account.SandboxNow))] };
    }
}
