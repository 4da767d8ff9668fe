using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Changes the billing information that the portal's configuration leaves to the customer.</summary>
internal static class PortalCustomerPage
{
    public static PageAnswer Show(PortalView view) => !view.Features.CustomerUpdate.Enabled ? PageAnswer.Go(view.Home)
        : PageAnswer.Show(Render(view, Known(view.Customer), error: null));

    public static PageAnswer Update(PortalView view, IFormCollection form)
    {
        var feature = view.Features.CustomerUpdate;
        var sent = new List<(string Name, string? Value)>();
        foreach (var (allowed, fields) in new[] { ("name", ["name"]), ("email", ["email"]), ("phone", ["phone"]), ("address", AddressFields) })
        {
            if (feature.Allows(allowed))
            {
                sent.AddRange(fields.Select(field => (field, (string?)form[field].ToString().Trim())));
            }
        }

        var mark = view.Account.Mark();
        try
        {
            view.Account.Post<Customer>("/v1/customers/" + view.Customer.Id, sent);
            if (feature.Allows("tax_id"))
            {
                ChangeTaxIds(view, form);
            }
        }
        catch (StripeError refused)
        {
            view.Account.RollbackTo(mark);
            return PageAnswer.Again(Render(view, sent.ToDictionary(field => field.Name, field => field.Value), refused.Message));
        }

        return PageAnswer.Go(view.Home + "?done=customer");
    }

    private static void ChangeTaxIds(PortalView view, IFormCollection form)
    {
        foreach (var id in view.TaxIds.Where(id => form["removeTaxId"].Contains(id.Id)))
        {
            view.Account.Delete<object>($"/v1/customers/{view.Customer.Id}/tax_ids/{id.Id}");
        }

        if (form["taxId"].ToString().Trim() is { Length: > 0 } value)
        {
            CheckoutCustomer.AddTaxId(view.Account, view.Customer.Id, new CheckoutTaxId(form["taxIdType"].ToString(), value));
        }
    }

    private static string TaxIds(PortalView view) =>
        $"""
        <fieldset><legend>Tax ids</legend>
          {string.Concat(view.TaxIds.Select(id => $"""<label class="check"><input type="checkbox" name="removeTaxId" value="{id.Id}"> <span>Remove {Text(TaxIdWords.Of(id.Type))} {Text(id.Value)}</span></label>"""))}
          <div class="pair">
            <div class="field"><label for="taxIdType">Kind</label><select id="taxIdType" name="taxIdType">{TaxIdWords.Options("")}</select></div>
            <div class="field"><label for="taxId">Number (optional)</label><input id="taxId" name="taxId" autocomplete="off"></div>
          </div>
        </fieldset>
        """;

    private static string[] AddressFields { get; } =
        ["address[country]", "address[line1]", "address[line2]", "address[postal_code]", "address[city]", "address[state]"];

    private static Dictionary<string, string?> Known(Customer customer) => new()
    {
        ["name"] = customer.Name, ["email"] = customer.Email, ["phone"] = customer.Phone, ["address[country]"] = customer.Address?.Country,
        ["address[line1]"] = customer.Address?.Line1, ["address[line2]"] = customer.Address?.Line2, ["address[postal_code]"] = customer.Address?.PostalCode,
        ["address[city]"] = customer.Address?.City, ["address[state]"] = customer.Address?.State,
    };

    private static string Render(PortalView view, Dictionary<string, string?> values, string? error)
    {
        var feature = view.Features.CustomerUpdate;
        string Field(string name, string label, string attributes) =>
            $"""
            <div class="field"><label for="{name}">{label}</label><input id="{name}" name="{name}" value="{Text(values.GetValueOrDefault(name))}" {attributes}></div>
            """;
        return view.Frame("Billing information",
            $"""
            <h1>Billing information</h1>
            {(error is null ? "" : $"""<p class="alert" role="alert">{Text(error)}</p>""")}
            <form method="post" action="{view.Home}/customer" data-busy="Saving…">
              {(feature.Allows("name") ? Field("name", "Name", "autocomplete=\"name\"") : "")}
              {(feature.Allows("email") ? Field("email", "Email", "type=\"email\" autocomplete=\"email\"") : "")}
              {(feature.Allows("address") ? $"""
                  <div class="field"><label for="country">Country or region</label>
                    <select id="country" name="address[country]" autocomplete="billing country">{Countries.Options(values.GetValueOrDefault("address[country]") ?? "US")}</select></div>
                  {Field("address[line1]", "Address", "autocomplete=\"billing address-line1\"")}
                  {Field("address[line2]", "Address line 2 (optional)", "autocomplete=\"billing address-line2\"")}
                  <div class="pair">{Field("address[postal_code]", "Postal code", "autocomplete=\"billing postal-code\"")}{Field("address[city]", "City", "autocomplete=\"billing address-level2\"")}</div>
                  {Field("address[state]", "State or province (optional)", "autocomplete=\"billing address-level1\"")}
                  """ : "")}
              {(feature.Allows("phone") ? Field("phone", "Phone", "type=\"tel\" autocomplete=\"tel\"") : "")}
              {(feature.Allows("tax_id") ? TaxIds(view) : "")}
              <div class="actions"><button type="submit" class="button inline">Save</button> <a class="button secondary inline" href="{view.Home}">Go back</a></div>
            </form>
            """);
    }
}
