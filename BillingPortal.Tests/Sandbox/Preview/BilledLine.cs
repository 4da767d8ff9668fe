using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Preview;

/// <summary>What a customer can see of a line: two invoices with equal lines bill the same.</summary>
public sealed record BilledLine(long Amount, string Currency, long Start, long End, string Description, bool Proration, long? Quantity, string? Price)
{
    public static BilledLine Of(JsonElement line)
    {
        var parent = line.GetProperty("parent");
        var details = parent.GetProperty(parent.Text("type"));
        var pricing = line.GetProperty("pricing");
        return new BilledLine(line.Number("amount"), line.Text("currency"), line.GetProperty("period").Number("start"), line.GetProperty("period").Number("end"),
            line.IsNull("description") ? "" : line.Text("description"), details.GetProperty("proration").GetBoolean(), line.IsNull("quantity") ? null : line.Number("quantity"),
            pricing.ValueKind == JsonValueKind.Null ? null : pricing.GetProperty("price_details").Text("price"));
    }

    public static List<BilledLine> AllOf(JsonElement invoice) => [.. invoice.GetProperty("lines").GetProperty("data").EnumerateArray().Select(Of)];
}
