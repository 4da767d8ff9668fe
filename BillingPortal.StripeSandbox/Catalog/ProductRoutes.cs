using System.Text.RegularExpressions;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>Products through the API.</summary>
internal static partial class ProductRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/products", Create);
        routes.Get("/v1/products", List);
        routes.Get("/v1/products/{id}", call => call.FromPath<Product>("id", "product"));
        routes.Post("/v1/products/{id}", Update);
        routes.Delete("/v1/products/{id}", Delete);
    }

    private static Product Create(Call call)
    {
        var parameters = call.Parameters;
        var id = parameters.Text("id") ?? Ids.New("prod", 14);
        if (call.Account.Find(id) is not null)
        {
            throw StripeError.WrongState("Product already exists.", "resource_already_exists", "id");
        }

        var made = Read(call, new Product { Id = id, Created = call.Now, Updated = call.Now, Name = parameters.RequiredText("name") });
        call.Account.Create("product.created", made);
        if (parameters.Hash("default_price_data") is not { } data)
        {
            return made;
        }

        var price = PriceRoutes.Create(call, data, made.Id);
        return call.Account.Update("product.updated", made, made with { DefaultPrice = price.Id });
    }

    private static Product Update(Call call)
    {
        var before = call.FromPath<Product>("id", "product");
        var changed = Read(call, before) with { DefaultPrice = call.Parameters.Text("default_price", before.DefaultPrice) };
        return call.Account.Update("product.updated", before, changed == before ? before : changed with { Updated = call.Now });
    }

    private static Product Read(Call call, Product before)
    {
        var parameters = call.Parameters;
        return before with
        {
            Active = parameters.Flag("active") ?? before.Active,
            Description = parameters.Text("description", before.Description),
            Images = parameters.Texts("images") ?? before.Images,
            MarketingFeatures = parameters.Has("marketing_features")
                ? [.. parameters.List("marketing_features").Select(feature => new MarketingFeature(feature.RequiredText("name")))]
                : before.MarketingFeatures,
            Metadata = parameters.Metadata(before.Metadata),
            Name = parameters.Text("name") ?? before.Name,
            PackageDimensions = DimensionsOf(parameters, before.PackageDimensions),
            Shippable = parameters.Flag("shippable") ?? before.Shippable,
            StatementDescriptor = parameters.Text("statement_descriptor", before.StatementDescriptor),
            TaxCode = TaxCodeOf(parameters, before.TaxCode),
            Type = parameters.Choice("type", "service", "good") ?? before.Type,
            UnitLabel = parameters.Text("unit_label", before.UnitLabel),
            Url = parameters.Text("url", before.Url),
        };
    }

    public static string? TaxCodeOf(Parameters parameters, string? before)
    {
        var code = parameters.Text("tax_code", before);
        return code is null || TaxCode().IsMatch(code) ? code : throw StripeError.Missing("tax code", code, parameters.Name("tax_code"), status: 400);
    }

    private static PackageDimensions? DimensionsOf(Parameters parameters, PackageDimensions? before)
    {
        if (!parameters.Has("package_dimensions"))
        {
            return before;
        }

        return parameters.Hash("package_dimensions") is not { } sent ? null : new PackageDimensions(Side("height"), Side("length"), Side("weight"), Side("width"));

        decimal Side(string name) => sent.Decimal(name) ?? throw StripeError.MissingParameter(sent.Name(name));
    }

    [GeneratedRegex("^txcd_[0-9]{8}$", RegexOptions.None, 1000)]
    private static partial Regex TaxCode();

    private static ListOf<object> List(Call call)
    {
        var active = call.Parameters.Flag("active");
        var ids = call.Parameters.Texts("ids");
        var type = call.Parameters.Text("type");
        var url = call.Parameters.Text("url");
        var shippable = call.Parameters.Flag("shippable");
        return Paging.Page<Product>(call, product => (active is null || product.Active == active) && (ids is null || ids.Contains(product.Id))
            && (type is null || product.Type == type) && (url is null || product.Url == url) && (shippable is null || product.Shippable == shippable));
    }

    private static DeletedObject Delete(Call call)
    {
        var product = call.FromPath<Product>("id", "product");
        if (call.Account.OwnedBy<Price>(product.Id).Count > 0)
        {
            throw StripeError.WrongState("This product cannot be deleted because it has one or more user-created prices.");
        }

        call.Account.Remove(product);
        call.Account.Emit("product.deleted", product);
        return new DeletedObject(product.Id, product.Object);
    }
}
