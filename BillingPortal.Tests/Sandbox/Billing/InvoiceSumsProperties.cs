using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace BillingPortal.Tests.Sandbox.Billing;

/// <summary>What must hold for any lines, discounts, credits, taxes and currencies.</summary>
public sealed class InvoiceSumsProperties
{
    private static readonly string[] Products = ["prod_a", "prod_b"];

    private sealed record Case(string Currency, List<LineCharge> Lines, List<DiscountRule> Discounts)
    {
        public override string ToString() => $"{Currency}\n{string.Join('\n', Lines.Select(Show))}\n{string.Join('\n', Discounts)}";

        private static string Show(LineCharge line) => $"{line} own [{string.Join(", ", line.Discounts)}] taxes [{string.Join(", ", line.Taxes)}]";
    }

    [Fact]
    public void Lines_add_up_and_nothing_takes_more_than_there_is() => Check(one =>
    {
        var sums = InvoiceSums.Of(one.Lines, one.Discounts, one.Currency);
        for (var at = 0; at < sums.Count; at++)
        {
            var (line, sum) = (one.Lines[at], sums[at]);
            var taken = sum.Discounts.Sum(discount => discount.Amount);
            sum.Discounts.ShouldAllBe(discount => discount.Amount >= 0);
            taken.ShouldBeInRange(0, Math.Max(line.Amount, 0));
            sum.Net.ShouldBe(line.Amount - taken - (line.Amount > taken ? Math.Min(line.Credits, line.Amount - taken) : 0));
            sum.OwnDiscount.ShouldBe(sum.Discounts.Where(discount => discount.Discount.StartsWith("di_own", StringComparison.Ordinal)).Sum(discount => discount.Amount));
            if (line.Amount < 0 || !line.Discountable)
                taken.ShouldBe(0);
        }
    });

    [Fact]
    public void A_fixed_discount_is_given_whole_as_long_as_there_is_something_to_give_it_for() => Check(one =>
    {
        var alone = one.Discounts.Find(discount => discount.AmountOff is not null) ?? new DiscountRule("di_x", null, Currencies.Step(one.Currency) * 7);
        var plain = one.Lines.Select(line => line with { Discounts = [] }).ToList();
        var eligible = plain.Where(line => line.Discountable && line.Amount > 0 && (alone.Products is null || alone.Products.Contains(line.Product))).Sum(line => line.Amount);
        InvoiceSums.Of(plain, [alone], one.Currency).Sum(sum => sum.Discounts.Sum(taken => taken.Amount)).ShouldBe(Math.Min(alone.AmountOff!.Value, eligible));
    });

    [Fact]
    public void Inclusive_tax_and_the_price_without_it_are_the_price() => Check(one =>
    {
        foreach (var sum in InvoiceSums.Of(one.Lines, one.Discounts, one.Currency).Where(sum => sum.Taxes.Count > 0))
        {
            var inside = sum.Taxes.Where(tax => tax.Rule.Inclusive).Sum(tax => tax.Amount);
            sum.Taxes.ShouldAllBe(tax => tax.Taxable == sum.Net - inside);
            var rate = sum.Taxes.Where(tax => tax.Rule.Inclusive).Sum(tax => tax.Rule.Percentage);
            Math.Abs(inside - (sum.Net * rate / (100 + rate))).ShouldBeLessThanOrEqualTo(Currencies.Step(one.Currency) * 0.5m * sum.Taxes.Count);
            foreach (var tax in sum.Taxes.Where(tax => !tax.Rule.Inclusive))
                Math.Abs(tax.Amount - (tax.Taxable * tax.Rule.Percentage / 100)).ShouldBeLessThanOrEqualTo(Currencies.Step(one.Currency) * 0.5m);
        }
    });

    [Fact]
    public void Every_amount_is_one_that_the_currency_has() => Check(one =>
    {
        var step = Currencies.Step(one.Currency);
        foreach (var sum in InvoiceSums.Of(one.Lines.Select(line => line with { Credits = 0 }).ToList(), one.Discounts, one.Currency))
            sum.Discounts.Select(taken => taken.Amount).Concat(sum.Taxes.Select(tax => tax.Amount)).Append(sum.Net).ShouldAllBe(amount => amount % step == 0);
    });

    [Fact]
    public void Tiers_cost_what_counting_unit_by_unit_costs()
    {
        var tiers = Gen.Choose(1, 4).SelectMany(count => Gen.Choose(1, 9).ListOf(count)).SelectMany(steps => Gen.Choose(0, 3000).ListOf(steps.Count * 2), (steps, prices) => TiersOf([.. steps], [.. prices]));
        var any = from list in tiers from quantity in Gen.Choose(0, 40) from mode in Gen.Elements("graduated", "volume") select (list, quantity, mode);
        Prop.ForAll(any.ToArbitrary(), one =>
        {
            var price = new Price { Id = "price", Currency = "usd", Product = "prod", BillingScheme = "tiered", TiersMode = one.mode, Tiers = one.list };
            return PriceAmounts.Exact(price, one.quantity) == (one.mode == "volume" ? Volume(one.list, one.quantity) : Graduated(one.list, one.quantity));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The slow way: every unit looks for its own tier, and each tier that is reached costs its flat amount once.</summary>
    private static decimal Graduated(List<PriceTier> tiers, long quantity)
    {
        var reached = new HashSet<PriceTier>(ReferenceEqualityComparer.Instance) { tiers[0] };
        var sum = 0m;
        for (var unit = 1; unit <= quantity; unit++)
        {
            var tier = tiers.First(candidate => candidate.UpTo is null || unit <= candidate.UpTo);
            reached.Add(tier);
            sum += tier.ExactUnit;
        }

        return sum + reached.Sum(tier => tier.ExactFlat);
    }

    private static decimal Volume(List<PriceTier> tiers, long quantity)
    {
        var tier = tiers.First(candidate => candidate.UpTo is null || Math.Max(quantity, 1) <= candidate.UpTo);
        return tier.ExactFlat + Enumerable.Range(0, (int)quantity).Sum(_ => tier.ExactUnit);
    }

    private static List<PriceTier> TiersOf(List<int> steps, List<int> prices) => [.. steps.Select((_, at) => new PriceTier
    {
        UpTo = at == steps.Count - 1 ? null : steps.Take(at + 1).Sum(), UnitAmountDecimal = DecimalText.Of(prices[2 * at] / 10m), FlatAmountDecimal = DecimalText.Of(prices[(2 * at) + 1]),
    })];

    private static void Check(Action<Case> holds) => Prop.ForAll(Any(), one =>
    {
        holds(one);
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Arbitrary<Case> Any() => (
        from currency in Gen.Elements("usd", "eur", "jpy", "kwd", "isk")
        from lines in Line(currency).NonEmptyListOf()
        from discounts in Gen.Choose(0, 3).SelectMany(count => Discount(currency, "di").ListOf(count))
        select new Case(currency, [.. lines], [.. discounts])).ToArbitrary();

    private static Gen<LineCharge> Line(string currency) =>
        from amount in Gen.Choose(-3000, 20_000)
        from discountable in Gen.Elements(true, true, true, false)
        from product in Gen.Elements(Products)
        from own in Gen.Choose(0, 2).SelectMany(count => Discount(currency, "di_own").ListOf(count))
        from credits in Gen.Choose(0, 2000)
        from taxes in Gen.Choose(0, 3).SelectMany(count => Tax().ListOf(count))
        select new LineCharge
        {
            Amount = amount * Currencies.Step(currency), Discountable = discountable, Product = product, Discounts = [.. own], Credits = credits * Currencies.Step(currency), Taxes = [.. taxes],
        };

    private static Gen<DiscountRule> Discount(string currency, string id) =>
        from number in Gen.Choose(1, 1_000_000)
        from percent in Gen.Choose(1, 10_000)
        from amount in Gen.Choose(1, 9000)
        from isPercent in Gen.Elements(true, false)
        from only in Gen.Elements<string?>(null, null, Products[0])
        select new DiscountRule($"{id}_{number}", isPercent ? percent / 100m : null, isPercent ? null : amount * Currencies.Step(currency), only is null ? null : [only]);

    private static Gen<TaxRule> Tax() =>
        from rate in Gen.Elements(5m, 7.25m, 9.975m, 19m, 25.5m)
        from inclusive in Gen.Elements(true, false)
        select new TaxRule("txr", rate, inclusive);
}
