using System.Text.RegularExpressions;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>The tax ids of customers, through the API and as their invoices show them.</summary>
internal static class TaxIds
{
    /// <summary>Stripe's test values: European VAT ids of nothing but zeros, ones or twos decide what the authority says.</summary>
    private static readonly Dictionary<char, string> TestStates = new() { ['0'] = "verified", ['1'] = "unverified", ['2'] = "pending" };

    /// <summary>The only kinds that Stripe has verified.</summary>
    private static readonly HashSet<string> Verified = ["eu_vat", "gb_vat", "au_abn"];

    /// <summary>What the kinds look like that billing meets most; others are taken as they are.</summary>
    private static readonly Dictionary<string, Regex> Patterns = new()
    {
        ["eu_vat"] = Pattern("^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9]{2,13}$"),
        ["gb_vat"] = Pattern("^GB([0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$"),
        ["au_abn"] = Pattern("^[0-9]{11}$"),
        ["ch_vat"] = Pattern("^CHE-?[0-9]{3}\\.?[0-9]{3}\\.?[0-9]{3} ?(MWST|TVA|IVA)$"),
        ["no_vat"] = Pattern("^[0-9]{9}MVA$"),
        ["nz_gst"] = Pattern("^[0-9]{8,9}$"),
        ["us_ein"] = Pattern("^[0-9]{2}-?[0-9]{7}$"),
        ["in_gst"] = Pattern("^[0-9]{2}[A-Z0-9]{13}$"),
        ["ca_bn"] = Pattern("^[0-9]{9}$"),
        ["ca_gst_hst"] = Pattern("^[0-9]{9}RT[0-9]{4}$"),
    };

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/customers/{id}/tax_ids", call => Create(call, CustomerRoutes.Live(call, call.Path["id"], "customer"), call.Parameters));
        routes.Get("/v1/customers/{id}/tax_ids", call => Paging.Page(call, among: call.Account.OwnedBy<TaxId>(CustomerRoutes.Live(call, call.Path["id"], "customer").Id)));
        routes.Get("/v1/customers/{id}/tax_ids/{tax_id}", Find);
        routes.Delete("/v1/customers/{id}/tax_ids/{tax_id}", Delete);
        Includables.Add<Customer>("customer", "tax_ids", static (account, customer) => new ListOf<object>
        {
            Data = [.. Enumerable.Reverse(account.OwnedBy<TaxId>(customer.Id))], Url = $"/v1/customers/{customer.Id}/tax_ids",
        });
    }

    /// <summary>What invoices print.</summary>
    public static List<InvoiceTaxId> Shown(Account account, string customer) => [.. account.OwnedBy<TaxId>(customer).Select(id => new InvoiceTaxId(id.Type, id.Value))];

    public static TaxId Create(Call call, Customer customer, Parameters sent)
    {
        var (type, value) = (sent.RequiredText("type"), sent.RequiredText("value").Trim());
        if (Patterns.TryGetValue(type, out var pattern) && !pattern.IsMatch(value.Replace(" ", "", StringComparison.Ordinal)))
        {
            throw StripeError.WrongState($"Invalid value for {type}.", "tax_id_invalid", sent.Name("value"));
        }

        if (call.Account.OwnedBy<TaxId>(customer.Id).Exists(known => known.Type == type && known.Value == value))
        {
            throw StripeError.WrongState("This tax id already exists for this customer.", "resource_already_exists", sent.Name("value"));
        }

        return call.Account.Create("customer.tax_id.created", new TaxId
        {
            Id = Ids.New("txi"), Created = call.Now, Country = CountryOf(type, value), Customer = customer.Id, Type = type, Value = value, Verification = VerificationOf(type, value, customer),
        });
    }

    private static TaxIdVerification VerificationOf(string type, string value, Customer customer)
    {
        if (!Verified.Contains(type))
        {
            return new TaxIdVerification("unavailable", null, null);
        }

        var digits = value.Where(char.IsAsciiDigit).Distinct().ToList();
        // Any other id stays pending: no authority is asked here.
        var status = digits.Count == 1 ? TestStates.GetValueOrDefault(digits[0], "pending") : "pending";
        return status == "verified" ? new TaxIdVerification(status, "123 Test St", customer.Name ?? "Test") : new TaxIdVerification(status, null, null);
    }

    private static string? CountryOf(string type, string value) => type switch
    {
        "eu_vat" => value.StartsWith("EL", StringComparison.Ordinal) ? "GR" : value[..2],
        "eu_oss_vat" => null,
        _ => type[..2].ToUpperInvariant(),
    };

    private static TaxId Find(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Path["id"], "customer");
        var found = call.FromPath<TaxId>("tax_id", "tax id");
        return found.Customer == customer.Id ? found : throw StripeError.Missing("tax id", found.Id, "id");
    }

    private static DeletedObject Delete(Call call)
    {
        var gone = Find(call);
        call.Account.Remove(gone);
        call.Account.Emit("customer.tax_id.deleted", gone);
        return new DeletedObject(gone.Id, gone.Object);
    }

    private static Regex Pattern(string text) => new(text, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
