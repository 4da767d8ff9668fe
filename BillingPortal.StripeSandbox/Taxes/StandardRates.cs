namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>The tax of one place: its name, kind and percentage.</summary>
internal sealed record StandardRate(string Country, string? State, string DisplayName, string? TaxType, decimal Percentage);

/// <summary>The sandbox's fixed table of standard rates, as of 2026; a merchant is taken to be registered everywhere in it.</summary>
internal static class StandardRates
{
    private static readonly Dictionary<string, StandardRate> Table =
        ((StandardRate[])
        [
        .. Vat(("AT", 20m), ("BE", 21m), ("BG", 20m), ("CY", 19m), ("CZ", 21m), ("DE", 19m), ("DK", 25m), ("EE", 24m), ("ES", 21m), ("FI", 25.5m), ("FR", 20m),
            ("GR", 24m), ("HR", 25m), ("HU", 27m), ("IE", 23m), ("IT", 22m), ("LT", 21m), ("LU", 17m), ("LV", 21m), ("MT", 18m), ("NL", 21m), ("PL", 23m), ("PT", 23m),
            ("RO", 21m), ("SE", 25m), ("SI", 22m), ("SK", 23m), ("GB", 20m), ("NO", 25m), ("CH", 8.1m), ("IS", 24m), ("ZA", 15m), ("AE", 5m), ("SA", 15m)),
        new("AU", null, "GST", "gst", 10m), new("NZ", null, "GST", "gst", 15m), new("SG", null, "GST", "gst", 9m), new("IN", null, "IGST", "igst", 18m),
        new("JP", null, "JCT", "jct", 10m),
        .. State("US", "Sales Tax", "sales_tax", ("CA", 7.25m), ("CO", 2.9m), ("FL", 6m), ("IL", 6.25m), ("MA", 6.25m), ("NJ", 6.625m), ("NY", 4m), ("OH", 5.75m),
            ("PA", 6m), ("TX", 6.25m), ("WA", 6.5m), ("DE", 0m), ("MT", 0m), ("NH", 0m), ("OR", 0m)),
        .. State("CA", "GST", "gst", ("AB", 5m), ("BC", 5m), ("MB", 5m), ("NT", 5m), ("NU", 5m), ("QC", 5m), ("SK", 5m), ("YT", 5m)),
        .. State("CA", "HST", "hst", ("NB", 15m), ("NL", 15m), ("NS", 14m), ("ON", 13m), ("PE", 15m)),
        ]).ToDictionary(rate => Key(rate.Country, rate.State));

    private static readonly Dictionary<string, StandardRate> Second =
        ((StandardRate[])
        [
        .. State("CA", "PST", "pst", ("BC", 7m), ("SK", 6m)), .. State("CA", "QST", "qst", ("QC", 9.975m)), .. State("CA", "RST", "rst", ("MB", 7m)),
        ]).ToDictionary(rate => Key(rate.Country, rate.State));

    /// <summary>Countries whose tax depends on the state or province.</summary>
    public static bool NeedsState(string country) => country is "US" or "CA";

    /// <summary>The taxes of a place; none where the merchant does not collect any.</summary>
    public static List<StandardRate> Of(string country, string? state)
    {
        var key = Key(country, NeedsState(country) ? state : null);
        return [.. new[] { Table.GetValueOrDefault(key), Second.GetValueOrDefault(key) }.OfType<StandardRate>()];
    }

    private static string Key(string country, string? state) => state is null ? country : country + "-" + state;

    private static IEnumerable<StandardRate> Vat(params (string Country, decimal Percentage)[] rates) =>
        rates.Select(rate => new StandardRate(rate.Country, null, "VAT", "vat", rate.Percentage));

    private static IEnumerable<StandardRate> State(string country, string name, string type, params (string State, decimal Percentage)[] rates) =>
        rates.Select(rate => new StandardRate(country, rate.State, name, type, rate.Percentage));
}
