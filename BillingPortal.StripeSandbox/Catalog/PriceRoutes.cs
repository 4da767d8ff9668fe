using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>Prices through the API. Amounts never change; a lookup key may move to a new price.</summary>
internal static class PriceRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/prices", call => Create(call, call.Parameters, ProductOf(call)));
        routes.Get("/v1/prices", List);
        routes.Get("/v1/prices/{id}", call => call.FromPath<Price>("id", "price"));
        routes.Post("/v1/prices/{id}", Update);
        Includables.Add<Price>("price", "tiers", static (_, price) => price.Tiers ?? Includables.Absent);
        Includables.Add<Price>("price", "currency_options", static (_, price) => AllCurrencies(price));
    }

    /// <summary>Makes a price from its own request or from <c>price_data</c> inside of another.</summary>
    public static Price Create(Call call, Parameters parameters, string product)
    {
        var currency = CurrencyOf(parameters);
        return call.Account.Create("price.created", PriceTerms.Read(parameters, new Price
        {
            Id = Ids.New("price"),
            Created = call.Now,
            Active = parameters.Flag("active") ?? true,
            Currency = currency,
            LookupKey = LookupKeyOf(call, parameters, null),
            Metadata = parameters.Metadata(),
            Nickname = parameters.Text("nickname"),
            Product = product,
            Recurring = RecurringOf(call.Account, parameters),
        }));
    }

    /// <summary>The price that a parameter names, for a new use: archived prices and those of archived products are no longer sold.</summary>
    public static Price? Sold(Call call, Parameters parameters, string name = "price")
    {
        var price = call.FromParameter<Price>(parameters, name, "price");
        return price switch
        {
            { Active: false } => throw StripeError.WrongState("The price specified is inactive. This field only accepts active prices.", param: parameters.Name(name)),
            not null when call.Account.Find<Product>(price.Product) is { Active: false } =>
                throw StripeError.WrongState("This price is not available to be purchased because its product is not active.", param: parameters.Name(name)),
            _ => price,
        };
    }

    public static string CurrencyOf(Parameters parameters) => Currencies.Known(parameters.RequiredText("currency"), parameters.Name("currency"));

    private static Dictionary<string, CurrencyOption> AllCurrencies(Price price) => new(price.CurrencyOptions ?? [])
    {
        [price.Currency] = new CurrencyOption
        {
            CustomUnitAmount = price.CustomUnitAmount, TaxBehavior = price.TaxBehavior, Tiers = price.Tiers, UnitAmount = price.UnitAmount, UnitAmountDecimal = price.UnitAmountDecimal,
        },
    };

    private static Price Update(Call call)
    {
        var before = call.FromPath<Price>("id", "price");
        var parameters = call.Parameters;
        var behavior = parameters.Choice("tax_behavior", "exclusive", "inclusive", "unspecified") ?? before.TaxBehavior;
        if (behavior != before.TaxBehavior && before.TaxBehavior != "unspecified")
        {
            throw StripeError.WrongState("Once specified as either `inclusive` or `exclusive`, tax_behavior cannot be changed.", param: "tax_behavior");
        }

        var after = call.Account.Update("price.updated", before, before with
        {
            Active = parameters.Flag("active") ?? before.Active,
            CurrencyOptions = PriceTerms.Options(parameters, before, tiered: before.BillingScheme == "tiered"),
            LookupKey = LookupKeyOf(call, parameters, before),
            Metadata = parameters.Metadata(before.Metadata),
            Nickname = parameters.Text("nickname", before.Nickname),
            TaxBehavior = behavior,
        });
        foreach (var subscription in call.Account.OwnedBy<Subscription>(after.Id))
        {
            // Items show their price as it is now, not as it was when they were ordered.
            call.Account.Save(subscription with
            {
                Items = subscription.Items with { Data = [.. subscription.Items.Data.Select(item => item.Price.Id == after.Id ? item with { Price = after } : item)] },
            });
        }

        return after;
    }

    private static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        var active = parameters.Flag("active");
        var currency = parameters.Text("currency");
        var product = parameters.Text("product");
        var type = parameters.Choice("type", "one_time", "recurring");
        var recurring = parameters.Hash("recurring");
        var interval = recurring?.Choice("interval", "day", "week", "month", "year");
        var usage = recurring?.Choice("usage_type", "licensed", "metered");
        var meter = recurring?.Text("meter");
        var keys = parameters.Texts("lookup_keys");
        var among = keys is null ? product is null ? null : call.Account.OwnedBy<Price>(product) : keys.Distinct().SelectMany(key => call.Account.OwnedBy<Price>(Price.LookupOwner(key)))
            .OrderBy(price => price.Created).ToList();
        return Paging.Page(call, price => (active is null || price.Active == active) && (currency is null || price.Currency == currency)
            && (product is null || price.Product == product) && (type is null || price.Type == type)
            && (interval is null || price.Recurring?.Interval == interval) && (usage is null || price.Recurring?.UsageType == usage)
            && (meter is null || price.Recurring?.Meter == meter), among);
    }

    private static string ProductOf(Call call)
    {
        if (call.FromParameter<Product>("product", "product") is { } known)
        {
            return known.Id;
        }

        var data = call.Parameters.Hash("product_data") ?? throw StripeError.MissingParameter("product");
        return call.Account.Create("product.created", new Product
        {
            Id = data.Text("id") ?? Ids.New("prod", 14), Created = call.Now, Updated = call.Now, Name = data.RequiredText("name"),
            Active = data.Flag("active") ?? true, Metadata = data.Metadata(),
            StatementDescriptor = data.Text("statement_descriptor"), TaxCode = ProductRoutes.TaxCodeOf(data, null), UnitLabel = data.Text("unit_label"),
        }).Id;
    }

    private static Recurring? RecurringOf(Account account, Parameters parameters)
    {
        if (parameters.Hash("recurring") is not { } recurring)
        {
            return null;
        }

        var count = recurring.Integer("interval_count") ?? 1;
        return MeteredPrices.Checked(account, new Recurring
        {
            Interval = recurring.Choice("interval", "day", "week", "month", "year") ?? throw StripeError.MissingParameter(recurring.Name("interval")),
            IntervalCount = count is >= 1 and <= 1095 ? count : throw StripeError.Invalid("Invalid interval_count", recurring.Name("interval_count")),
            Meter = recurring.Text("meter"),
            TrialPeriodDays = recurring.Integer("trial_period_days"),
            UsageType = recurring.Choice("usage_type", "licensed", "metered") ?? "licensed",
        }, recurring);
    }

    /// <summary>A lookup key belongs to one price; <c>transfer_lookup_key</c> takes it away from the one that has it.</summary>
    private static string? LookupKeyOf(Call call, Parameters parameters, Price? before)
    {
        var key = parameters.Text("lookup_key", before?.LookupKey);
        var transfer = parameters.Flag("transfer_lookup_key") ?? false;
        if (key is null || key == before?.LookupKey || call.Account.OwnedBy<Price>(Price.LookupOwner(key)).SingleOrDefault() is not { } holder)
        {
            return key;
        }

        if (!transfer)
        {
            throw StripeError.WrongState($"A price (`{holder.Id}`) already uses that lookup key.", param: parameters.Name("lookup_key"));
        }

        call.Account.Update("price.updated", holder, holder with { LookupKey = null });
        return key;
    }
}
