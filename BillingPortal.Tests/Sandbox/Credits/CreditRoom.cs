using System.Text.Json;
using BillingPortal.Tests.Sandbox.Meters;

namespace BillingPortal.Tests.Sandbox.Credits;

/// <summary>Short ways to credit grants in a sandbox room.</summary>
internal static class CreditRoom
{
    extension(SandboxRoom room)
    {
        public Task<JsonElement> GrantAsync(string customer, long value, params string[] more) => room.PostAsync("/v1/billing/credit_grants",
            [$"customer={customer}", "amount[type]=monetary", "amount[monetary][currency]=usd", $"amount[monetary][value]={value}",
                .. more.Any(pair => pair.StartsWith("applicability_config", StringComparison.Ordinal)) ? more : [.. more, "applicability_config[scope][price_type]=metered"]]);

        /// <summary>Available and ledger balance of everything that metered prices may use, in dollars' cents; null where there is no grant.</summary>
        public async Task<(long Available, long Ledger)?> BalanceAsync(string customer, string filter = "filter[type]=applicability_scope&filter[applicability_scope][price_type]=metered")
        {
            var balances = (await room.GetAsync($"/v1/billing/credit_balance_summary?customer={customer}&{filter}")).GetProperty("balances");
            return balances.GetArrayLength() == 0 ? null
                : (balances[0].GetProperty("available_balance").GetProperty("monetary").Number("value"), balances[0].GetProperty("ledger_balance").GetProperty("monetary").Number("value"));
        }

        /// <summary>The moves of a grant, oldest first: their kind and what they add.</summary>
        public async Task<List<(string Kind, long Change)>> MovesAsync(string customer, string grant) =>
            [.. (await room.GetAsync($"/v1/billing/credit_balance_transactions?customer={customer}&credit_grant={grant}&limit=100")).GetProperty("data").EnumerateArray().Reverse().Select(Move)];

        /// <summary>A customer with one metered subscription at a cent a unit, and its meter's price.</summary>
        public async Task<(string Customer, string Price, JsonElement Subscription)> MeteredCustomerAsync(string? clock = null)
        {
            var meter = await room.MeterAsync();
            var customer = await room.CustomerAsync();
            var price = await room.MeteredPriceAsync(meter);
            return (customer, price, await room.SubscribeAsync(customer, $"items[0][price]={price}"));
        }
    }

    public static (string Kind, long Change) Move(this JsonElement transaction)
    {
        var credit = transaction.Text("type") == "credit";
        var move = transaction.GetProperty(credit ? "credit" : "debit");
        var value = move.GetProperty("amount").GetProperty("monetary").Number("value");
        return (move.Text("type"), credit ? value : -value);
    }

    /// <summary>What credits pay of an invoice or of a line.</summary>
    public static long Credited(this JsonElement invoiceOrLine) =>
        invoiceOrLine.GetProperty(invoiceOrLine.TryGetProperty("lines", out _) ? "total_pretax_credit_amounts" : "pretax_credit_amounts").EnumerateArray()
            .Where(amount => amount.Text("type") == "credit_balance_transaction").Sum(amount => amount.Number("amount"));
}
