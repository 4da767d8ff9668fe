using System.Security.Cryptography;
using System.Text;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>Which taxes a line of an invoice has: those its merchant named, or those of the customer's place.</summary>
internal static class InvoiceTaxes
{
    /// <summary>The tax code of what nobody taxes.</summary>
    private const string NotTaxable = "txcd_00000000";

    private static readonly HashSet<string> Union =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    /// <summary>Businesses with such a tax id account for the tax themselves when the seller, as here, is abroad.</summary>
    private static readonly Dictionary<string, string> BusinessIds = new()
    {
        ["GB"] = "gb_vat", ["NO"] = "no_vat", ["CH"] = "ch_vat", ["IS"] = "is_vat", ["AU"] = "au_abn", ["NZ"] = "nz_gst", ["SG"] = "sg_gst", ["ZA"] = "za_vat", ["SA"] = "sa_vat",
        ["AE"] = "ae_trn", ["IN"] = "in_gst",
    };

    /// <summary>How automatic tax stands on an invoice: it needs to know where the customer is.</summary>
    public static InvoiceAutomaticTax StatusOf(Invoice invoice) => !invoice.AutomaticTax.Enabled ? invoice.AutomaticTax with { Status = null }
        : invoice.AutomaticTax with { Status = TaxLocation.Of(invoice) is null ? "requires_location_inputs" : "complete" };

    public static IReadOnlyList<TaxRule> Of(Account account, Invoice invoice, InvoiceLine line)
    {
        var excuse = ExcuseOf(invoice);
        var rules = invoice.AutomaticTax.Enabled ? Automatic(account, invoice, line)
            : (line.TaxRates is { Count: > 0 } own ? own : invoice.DefaultTaxRates).Select(rate => rate.Rule);
        return [.. rules.Select(rule => excuse is null || rule.Reason is "product_exempt" or "not_collecting" ? rule : rule with { Percentage = 0, Reason = excuse })];
    }

    private static IEnumerable<TaxRule> Automatic(Account account, Invoice invoice, InvoiceLine line)
    {
        if (TaxLocation.Of(invoice) is not { } place)
        {
            return [];
        }

        var inclusive = line.TaxBehavior == "inclusive";
        var rates = StandardRates.Of(place.Country, place.State);
        if (rates.Count == 0)
        {
            return [Rule(account, new StandardRate(place.Country, place.State, "Tax", null, 0), inclusive) with { Reason = "not_collecting" }];
        }

        var code = line.TaxCode ?? (line.Pricing?.PriceDetails is { } details ? account.Find<Product>(details.Product)?.TaxCode : null);
        return rates.Select(rate => code == NotTaxable ? Rule(account, rate, inclusive) with { Percentage = 0, Reason = "product_exempt" } : Rule(account, rate, inclusive));
    }

    private static TaxRule Rule(Account account, StandardRate place, bool inclusive)
    {
        var name = string.Join('|', account.Id, place.Country, place.State, place.DisplayName, inclusive);
        // The id comes from what the rate is, so that a preview, which leaves nothing behind, names the same rate as its invoice.
        var id = "txr_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24];
        return (account.Find<TaxRate>(id) ?? account.Save(new TaxRate
        {
            Id = id, Created = account.SandboxNow, Active = false, Country = place.Country, DisplayName = place.DisplayName, EffectivePercentage = place.Percentage,
            Inclusive = inclusive, IsAutomatic = true, Jurisdiction = place.State ?? place.Country, JurisdictionLevel = place.State is null ? "country" : "state",
            Percentage = place.Percentage, State = place.State, TaxType = place.TaxType,
        })).Rule;
    }

    private static string? ExcuseOf(Invoice invoice) => invoice.CustomerTaxExempt switch
    {
        "exempt" => "customer_exempt",
        "reverse" => "reverse_charge",
        _ when invoice.AutomaticTax.Enabled && TaxLocation.Of(invoice) is { } place && invoice.CustomerTaxIds.Exists(id => IsBusiness(id, place.Country)) => "reverse_charge",
        _ => null,
    };

    private static bool IsBusiness(InvoiceTaxId id, string country) => Union.Contains(country) ? id.Type == "eu_vat" : BusinessIds.GetValueOrDefault(country) == id.Type;
}
