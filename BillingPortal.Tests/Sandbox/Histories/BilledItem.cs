using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Histories;

/// <summary>One line of an item: so much for that time, as a charge or as a credit for another line.</summary>
public sealed record BilledItem(string Line, string Item, long Amount, long Start, long End, bool Credit, List<string> Credited)
{
    public static List<BilledItem> AllOf(IEnumerable<JsonElement> invoices) => [.. from invoice in invoices
        from line in invoice.GetProperty("lines").GetProperty("data").EnumerateArray()
        let parent = line.GetProperty("parent").GetProperty("subscription_item_details")
        let period = line.GetProperty("period")
        where !line.Text("description").StartsWith("Trial", StringComparison.Ordinal)
        select new BilledItem(line.Text("id"), parent.Text("subscription_item"), line.Number("amount"), period.Number("start"), period.Number("end"),
            line.Text("description").StartsWith("Unused", StringComparison.Ordinal), CreditedBy(parent))];

    private static List<string> CreditedBy(JsonElement parent) =>
        parent.GetProperty("proration_details") is { ValueKind: JsonValueKind.Object } details && details.GetProperty("credited_items") is { ValueKind: JsonValueKind.Object } credited
            ? [.. credited.GetProperty("invoice_line_items").EnumerateArray().Select(id => id.GetString()!)] : [];
}
