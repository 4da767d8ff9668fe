using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Catalog;

public sealed class PlansFileTests
{
    private const string Free = "  - { code: free, name: Free, kind: free, features: [] }";

    [Fact]
    public void The_shipped_file_sells_team_with_a_trial_and_business_without()
    {
        var plans = PlansFile.Load(Path.Combine(RepositoryRoot.Path, "BillingPortal", "plans.yaml"));
        plans.Plans.Select(plan => plan.Code.Value).ShouldBe(["community", "team", "business", "enterprise"]);
        plans.Plans.Select(plan => plan.Kind).ShouldBe([PlanKind.Free, PlanKind.SelfService, PlanKind.SelfService, PlanKind.ContactSales]);
        plans.Plans.Where(plan => plan.HasTrial).ShouldHaveSingleItem().Code.Value.ShouldBe("team");
        var team = plans.Find(new PlanCode("team"))!;
        team.PerSeat.ShouldBeTrue();
        team.Prices.ShouldContain(new PriceDefinition(team.Code, BillingInterval.Monthly, new Money(2400, Currency.Usd)));
        team.Prices.ShouldContain(new PriceDefinition(team.Code, BillingInterval.Yearly, new Money(24000, Currency.Usd)));
        team.Prices.ShouldContain(price => price.UnitAmount.Currency == Currency.Eur);
        plans.Find(new PlanCode("enterprise"))!.Limits["projects"].ShouldBeNull();
        plans.Default.Code.Value.ShouldBe("community");
    }

    [Theory]
    [InlineData("colour: red", "plans.yaml, plan 'pro', line 3: key 'colour' is unknown.")]
    [InlineData("trial: yes please", "plans.yaml, plan 'pro', line 3: key 'trial' must be true or false.")]
    [InlineData("limits: { seats: many }", "plans.yaml, plan 'pro', limits, line 3: key 'seats' must be a whole number of at least 0, or null for unlimited.")]
    [InlineData("prices: { monthly: { usd: 12.50 } }", "plans.yaml, plan 'pro', prices, monthly, line 3: key 'usd' must be a whole number of at least 1.")]
    [InlineData("prices: { weekly: { usd: 100 }, monthly: { usd: 100 } }", "plans.yaml, plan 'pro', prices, line 3: key 'weekly' is unknown.")]
    [InlineData("prices: { monthly: { dollars: 100, usd: 100 } }", "plans.yaml, plan 'pro', prices, monthly, line 3: key 'dollars' is unknown.")]
    public void A_mistake_is_told_with_file_plan_line_and_key(string line, string sentence)
    {
        var prices = line.StartsWith("prices", StringComparison.Ordinal) ? "" : ", prices: { monthly: { usd: 100 } }";
        var yaml = $"plans:\n{Free}\n  - {{ code: pro, name: Pro, kind: self_service, features: [], {line}{prices} }}";
        Problems(yaml).ShouldContain(sentence);
    }

    [Theory]
    [InlineData("plans: []", false)]
    [InlineData("plans:\n  - { code: pro, name: Pro, kind: self_service, features: [], prices: { monthly: { usd: 1 } } }", true)]
    public void Without_a_free_plan_there_is_nothing_to_fall_back_to(string yaml, bool refused) =>
        (Problems(yaml).Any(problem => problem.Contains("kind 'free'", StringComparison.Ordinal))).ShouldBe(refused);

    [Fact]
    public void All_mistakes_come_at_once()
    {
        var problems = Problems("plans:\n  - { code: Pro!, kind: gold, features: none }\nextra: 1");
        problems.Count.ShouldBeGreaterThanOrEqualTo(5);
        problems.ShouldAllBe(problem => problem.StartsWith("plans.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_YAML_is_told_with_its_line() =>
        Problems("plans:\n  - { code: pro").ShouldHaveSingleItem().ShouldStartWith("plans.yaml, line ");

    [Theory]
    [InlineData("team_monthly", "team", BillingInterval.Monthly)]
    [InlineData("team_yearly_eur", "team", BillingInterval.Yearly)]
    [InlineData("small-team_monthly", "small-team", BillingInterval.Monthly)]
    public void Lookup_keys_are_read_back(string key, string plan, BillingInterval interval) =>
        LookupKeys.Parse(key).ShouldBe((new PlanCode(plan), interval));

    [Theory]
    [InlineData("team")]
    [InlineData("team_weekly")]
    [InlineData("_monthly")]
    [InlineData("team_monthly_euros")]
    [InlineData(null)]
    public void Other_lookup_keys_are_nobodys(string? key) => LookupKeys.Parse(key).ShouldBeNull();

    [Fact]
    public void The_default_currency_is_not_in_the_key()
    {
        var team = new PlanCode("team");
        LookupKeys.For(team, BillingInterval.Yearly, Currency.Usd, Currency.Usd).ShouldBe("team_yearly");
        LookupKeys.For(team, BillingInterval.Yearly, Currency.Usd, Currency.Eur).ShouldBe("team_yearly_usd");
    }

    [Fact]
    public void Bad_settings_name_their_variables()
    {
        var options = new CatalogOptions { PlansPath = "/nowhere/plans.yaml", DefaultCurrency = "dollar", PriceIds = { ["team"] = "prod_1", ["team_yearly"] = "price_1" } };
        options.Problems().Select(problem => problem.Split(' ')[0]).ShouldBe(["BILLING_DEFAULT_CURRENCY", "STRIPE_PRICE_ID_TEAM", "BILLING_PLANS_PATH"]);
        new TrialOptions { Days = 0, EndBehavior = "explode" }.Problems().Select(problem => problem.Split(' ')[0]).ShouldBe(["TRIAL_DAYS", "TRIAL_END_BEHAVIOR"]);
    }

    private static IReadOnlyList<string> Problems(string yaml)
    {
        try
        {
            PlansFileReader.Read(yaml, "plans.yaml");
            return [];
        }
        catch (PlansFileException mistakes)
        {
            return mistakes.Problems;
        }
    }
}
