using BillingPortal.StripeSandbox.CreditNotes;

namespace BillingPortal.Tests.Sandbox.CreditNotes;

/// <summary>The pure sums of credit notes: parts of a line take their parts of discounts and taxes, and all parts together the whole.</summary>
public sealed class CreditSharesTests
{
    [Theory]
    [InlineData(190, 500, 1000, 0, "usd", 95)]
    [InlineData(190, 1000, 1000, 95, "usd", 95)]
    [InlineData(1, 1, 2, 0, "usd", 1)]
    [InlineData(1, 2, 2, 1, "usd", 0)]
    [InlineData(10, 1, 3, 0, "usd", 3)]
    [InlineData(1900, 3330, 10000, 0, "kwd", 630)]
    [InlineData(100, 1000, 1000, 130, "usd", 0)]
    public void A_share_is_what_should_be_back_by_now_less_what_is(long whole, long credited, long line, long given, string currency, long share) =>
        CreditShares.Of(whole, credited, line, given, currency).ShouldBe(share);

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void However_a_line_is_parted_no_part_is_below_zero_and_all_parts_are_the_whole(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var line = chance.Next(1, 2000);
            var wholes = Deductions(chance, line);
            var tax = (long)chance.Next(0, line);
            var (given, taxed, credited) = (new long[wholes.Count], 0L, 0L);
            while (credited < line)
            {
                var part = chance.Next(1, (int)(line - credited) + 1);
                credited += part;
                var shares = CreditShares.Of(wholes, credited, line, given, "usd");
                shares.ShouldAllBe(share => share >= 0);
                shares.Sum().ShouldBeLessThanOrEqualTo(part, $"seed {seed}: a part of {line} is worth less than nothing");
                given = [.. given.Zip(shares, (before, share) => before + share)];
                taxed += CreditShares.Of(tax, credited, line, taxed, "usd");
            }

            given.ToList().ShouldBe(wholes, $"seed {seed}: deductions of a line of {line}");
            taxed.ShouldBe(tax);
        }
    }

    private static List<long> Deductions(Random chance, long line)
    {
        var wholes = new List<long>();
        for (var left = line; left > 0 && wholes.Count < 4 && chance.Next(3) > 0; left -= wholes[^1])
            wholes.Add(chance.Next(0, (int)left + 1));
        return wholes;
    }
}
