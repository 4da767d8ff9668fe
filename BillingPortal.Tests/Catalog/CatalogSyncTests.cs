using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Catalog;

public sealed class CatalogSyncTests
{
    private const string Plans = """
        plans:
          - { code: free, name: Free, kind: free, features: [] }
          - { code: team, name: Team, kind: self_service, per_seat: true, features: [], prices: { monthly: { usd: AMOUNT, eur: 900 }, yearly: { usd: 10000 } } }
        """;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_plans_file_is_brought_to_Stripe_once(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind, sandbox: true);
        var first = await world.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        first.Problems.ShouldBeEmpty();
        var snapshot = await world.Get<CatalogQueries>().CurrentAsync(CancellationToken.None);
        snapshot.Plans.Select(plan => plan.Code.Value).ShouldBe(["community", "team", "business", "enterprise"]);
        snapshot.Find(new PlanCode("team"))!.PriceFor(BillingInterval.Monthly, Currency.Usd)!.UnitAmount.ShouldBe(new Money(2400, Currency.Usd));
        snapshot.HasYearly.ShouldBeTrue();

        var second = await world.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        second.Changes.ShouldBeEmpty();
        (await PricesAtStripeAsync(world)).Count.ShouldBe(8);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_changed_amount_makes_a_new_price_and_the_old_one_still_means_its_plan(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind, sandbox: true, null, ("Catalog:PlansPath", PlansWith(1000)));
        await world.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        var old = await PriceAsync(world);

        await using var later = world.Another(("Catalog:PlansPath", PlansWith(1200)));
        var report = await later.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        report.Changes.ShouldContain(change => change.LookupKey == "team_monthly" && change.Action == "replace_price");
        var current = await PriceAsync(later);
        current.Id.ShouldNotBe(old.Id);
        current.UnitAmount.AmountMinor.ShouldBe(1200);
        (await later.Get<CatalogQueries>().PlanOfPriceAsync(old.Id, CancellationToken.None)).ShouldBe(new PlanCode("team"));

        await using var back = world.Another(("Catalog:PlansPath", PlansWith(1000)));
        await back.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        (await PriceAsync(back)).UnitAmount.AmountMinor.ShouldBe(1000);
        (await PricesAtStripeAsync(back)).Where(price => price.LookupKey == "team_monthly").ShouldHaveSingleItem().UnitAmount.ShouldBe(1000);
    }

    [Fact]
    public async Task A_dry_run_tells_everything_and_changes_nothing()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite, sandbox: true);
        var report = await world.Get<CatalogSync>().RunAsync(dryRun: true, CancellationToken.None);
        report.Changes.Count(change => change.Action == "create_price").ShouldBe(8);
        report.Changes.Count(change => change.Action == "create_product").ShouldBe(2);
        (await PricesAtStripeAsync(world)).ShouldBeEmpty();
        await using var db = world.Db();
        (await db.CatalogPrices.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_plan_without_any_price_is_hidden_and_the_others_stay()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite);
        await world.SellAsync(("price_1", "team", BillingInterval.Monthly, 2400));
        var snapshot = await world.Get<CatalogQueries>().CurrentAsync(CancellationToken.None);
        snapshot.Plans.Select(plan => plan.Code.Value).ShouldBe(["community", "team", "enterprise"]);
        snapshot.HasYearly.ShouldBeFalse();
    }

    [Fact]
    public async Task Environment_ids_fill_the_places_that_no_lookup_key_fills()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite, sandbox: true);
        var team = await MakePriceAsync(world, 3300, "month");
        var enterprise = await MakePriceAsync(world, 99_000, "year");
        await using var other = world.Another(("Catalog:PriceIds:team", team), ("Catalog:PriceIds:enterprise_yearly", enterprise), ("Stripe:BillingEnabled", "false"));
        await other.Get<CatalogSync>().RunAtStartAsync(CancellationToken.None);
        var snapshot = await other.Get<CatalogQueries>().CurrentAsync(CancellationToken.None);
        snapshot.Find(new PlanCode("team"))!.Prices.ShouldHaveSingleItem().UnitAmount.AmountMinor.ShouldBe(3300);
        snapshot.Find(new PlanCode("business")).ShouldBeNull();
        (await other.Get<CatalogQueries>().PlanOfPriceAsync(new PriceId(enterprise), CancellationToken.None)).ShouldBe(new PlanCode("enterprise"));
        snapshot.Find(new PlanCode("enterprise"))!.Prices.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_environment_id_is_told_and_hides_only_its_place()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite, sandbox: true, null, ("Catalog:PriceIds:enterprise", "price_missing"));
        var report = await world.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        report.Problems.ShouldHaveSingleItem().ShouldContain("price_missing");
        (await world.Get<CatalogQueries>().CurrentAsync(CancellationToken.None)).Find(new PlanCode("team")).ShouldNotBeNull();
    }

    [Fact]
    public async Task At_start_nothing_is_created_while_billing_is_off()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite, sandbox: true, null, ("Stripe:BillingEnabled", "false"));
        var report = await world.Get<CatalogSync>().RunAtStartAsync(CancellationToken.None);
        report.Problems.Count.ShouldBe(8);
        (await PricesAtStripeAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_Stripe_the_portal_goes_on_with_the_prices_it_remembers()
    {
        await using var world = await BillingWorld.CreateAsync(DatabaseKind.Sqlite, sandbox: true, TimeProvider.System);
        await world.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None);
        await using var cut = world.Another(("Stripe:ApiBase", "http://127.0.0.1:9"));
        var report = await cut.Get<CatalogSync>().RunAtStartAsync(CancellationToken.None);
        report.Problems.ShouldHaveSingleItem().ShouldContain("prices it remembers");
        (await cut.Get<CatalogQueries>().CurrentAsync(CancellationToken.None)).Find(new PlanCode("team"))!.Prices.Count.ShouldBe(4);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_replicas_that_start_together_make_one_catalog(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind, sandbox: true, TimeProvider.System);
        await using var twin = world.Another();
        var reports = await Task.WhenAll(world.Get<CatalogSync>().RunAtStartAsync(CancellationToken.None), twin.Get<CatalogSync>().RunAtStartAsync(CancellationToken.None));
        reports.SelectMany(report => report.Problems).ShouldBeEmpty();
        (await PricesAtStripeAsync(world)).Count.ShouldBe(8);
        await using var db = world.Db();
        (await db.CatalogPrices.CountAsync(price => price.Active)).ShouldBe(8);
    }

    private static async Task<PlanPrice> PriceAsync(BillingWorld world) =>
        (await world.Get<CatalogQueries>().CurrentAsync(CancellationToken.None)).Find(new PlanCode("team"))!.PriceFor(BillingInterval.Monthly, Currency.Usd)!;

    private static async Task<List<Core.StripeApi.Wire.Price>> PricesAtStripeAsync(BillingWorld world)
    {
        var prices = new List<Core.StripeApi.Wire.Price>();
        await foreach (var price in world.Get<StripeClient>().ListPricesAsync(new PriceList(), CancellationToken.None))
            prices.Add(price);
        return prices;
    }

    private static async Task<string> MakePriceAsync(BillingWorld world, long amount, string interval)
    {
        var stripe = world.Get<StripeClient>();
        var product = await stripe.CreateProductAsync(new ProductCreate { Name = "By hand" }, new IdempotencyKey($"product_{amount}"), CancellationToken.None);
        var price = new PriceCreate { Product = new ProductId(product.Id), Currency = Currency.Usd, UnitAmount = amount, Recurring = new PriceRecurringCreate(interval) };
        return (await stripe.CreatePriceAsync(price, new IdempotencyKey($"price_{amount}"), CancellationToken.None)).Id;
    }

    private static string PlansWith(long amount)
    {
        Directory.CreateDirectory(DatabaseServers.Directory);
        var path = Path.Combine(DatabaseServers.Directory, $"plans-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, Plans.Replace("AMOUNT", amount.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return path;
    }
}
