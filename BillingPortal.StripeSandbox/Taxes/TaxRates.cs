using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Taxes;

/// <summary>A merchant's own tax rates: through the API, and named by subscriptions, invoices and their items.</summary>
internal static class TaxRates
{
    private const int MostOnALine = 5;
    private static readonly string[] Types =
        ["amusement_tax", "communications_tax", "gst", "hst", "igst", "jct", "lease_tax", "pst", "qst", "retail_delivery_fee", "rst", "sales_tax", "service_tax", "vat"];

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/tax_rates", Create);
        routes.Get("/v1/tax_rates", List);
        routes.Get("/v1/tax_rates/{id}", call => call.FromPath<TaxRate>("id", "tax rate"));
        routes.Post("/v1/tax_rates/{id}", Update);
    }

    /// <summary>The rates that a parameter names: null when it was not sent, empty when it was cleared.</summary>
    public static List<TaxRate>? Read(Call call, Parameters parameters, string name)
    {
        if (parameters.Texts(name) is not { } ids)
        {
            return null;
        }

        var rates = ids.Distinct().Select(id => call.Account.Find<TaxRate>(id) ?? throw StripeError.Missing("tax rate", id, parameters.Name(name), status: 400)).ToList();
        if (rates.Find(rate => !rate.Active) is { } retired)
        {
            throw StripeError.WrongState($"The tax rate {retired.Id} is archived: it stays where it is, but cannot be used anew.", param: parameters.Name(name));
        }

        return rates.Count <= MostOnALine ? rates : throw StripeError.Invalid($"At most {MostOnALine} tax rates can be applied to a line.", parameters.Name(name));
    }

    private static TaxRate Create(Call call)
    {
        var parameters = call.Parameters;
        var percentage = parameters.Decimal("percentage") ?? throw StripeError.MissingParameter("percentage");
        if (percentage is < 0 or > 100 || percentage != decimal.Round(percentage, 4))
        {
            throw StripeError.Invalid("A percentage is between 0 and 100 and has at most four decimals.", "percentage");
        }

        if (!parameters.Has("inclusive"))
        {
            throw StripeError.MissingParameter("inclusive");
        }

        return call.Account.Create("tax_rate.created", Read(call, new TaxRate
        {
            Id = Ids.New("txr"), Created = call.Now, DisplayName = parameters.RequiredText("display_name"),
            Inclusive = parameters.Flag("inclusive")!.Value, Percentage = percentage / 1.000000000000m,
        }));
    }

    private static TaxRate Update(Call call)
    {
        var before = call.FromPath<TaxRate>("id", "tax rate");
        return call.Account.Update("tax_rate.updated", before, Read(call, before));
    }

    private static TaxRate Read(Call call, TaxRate before)
    {
        var parameters = call.Parameters;
        return before with
        {
            Active = parameters.Flag("active") ?? before.Active,
            Country = parameters.Text("country", before.Country),
            Description = parameters.Text("description", before.Description),
            DisplayName = parameters.Text("display_name") ?? before.DisplayName,
            Jurisdiction = parameters.Text("jurisdiction", before.Jurisdiction),
            Metadata = parameters.Metadata(before.Metadata),
            State = parameters.Text("state", before.State),
            TaxType = parameters.Choice("tax_type", Types) ?? before.TaxType,
        };
    }

    private static ListOf<object> List(Call call)
    {
        var active = call.Parameters.Flag("active");
        var inclusive = call.Parameters.Flag("inclusive");
        return Paging.Page<TaxRate>(call, rate => !rate.IsAutomatic && (active is null || rate.Active == active) && (inclusive is null || rate.Inclusive == inclusive));
    }
}
