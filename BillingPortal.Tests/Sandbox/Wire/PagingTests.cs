namespace BillingPortal.Tests.Sandbox.Wire;

public sealed class PagingTests
{
    [Fact]
    public async Task Lists_are_newest_first_and_cursors_walk_both_ways()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var ids = new List<string>();
        for (var made = 0; made < 5; made++)
            ids.Add(await room.CustomerAsync(card: null));
        ids.Reverse();
        var first = await room.GetAsync("/v1/customers?limit=2");
        (first.Ids(), first.GetProperty("has_more").GetBoolean(), first.Text("url")).ShouldBe((ids[..2], true, "/v1/customers"), new ListsByValue());
        (await room.GetAsync($"/v1/customers?limit=10&starting_after={ids[1]}")).Ids().ShouldBe(ids[2..]);
        (await room.GetAsync($"/v1/customers?limit=2&ending_before={ids[4]}")).Ids().ShouldBe(ids[2..4]);
        (await room.GetAsync($"/v1/customers?starting_after={ids[4]}")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task Created_filters_by_second_and_range()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var early = await room.CustomerAsync(card: null);
        var at = room.Now;
        room.Time.Advance(TimeSpan.FromMinutes(1));
        var late = await room.CustomerAsync(card: null);
        (await room.GetAsync($"/v1/customers?created={at}")).Ids().ShouldBe([early]);
        (await room.GetAsync($"/v1/customers?created[gt]={at}")).Ids().ShouldBe([late]);
        (await room.GetAsync($"/v1/customers?created[gte]={at}&created[lt]={at + 60}")).Ids().ShouldBe([early]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("starting_after=cus_gone")]
    public async Task A_wrong_page_is_refused(string query)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Get, "/v1/customers?" + query);
        (status, error.Text("param")).ShouldBe((400, query.Split('=')[0]));
    }

    private sealed class ListsByValue : IEqualityComparer<(List<string>, bool, string)>
    {
        public bool Equals((List<string>, bool, string) x, (List<string>, bool, string) y) => x.Item1.SequenceEqual(y.Item1) && x.Item2 == y.Item2 && x.Item3 == y.Item3;

        public int GetHashCode((List<string>, bool, string) value) => value.Item3.GetHashCode(StringComparison.Ordinal);
    }
}
