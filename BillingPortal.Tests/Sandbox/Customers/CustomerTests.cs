namespace BillingPortal.Tests.Sandbox.Customers;

public sealed class CustomerTests
{
    [Fact]
    public async Task Metadata_is_merged_key_by_key_and_cleared_by_empty_values()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = (await room.PostAsync("/v1/customers", "metadata[a]=1", "metadata[b]=2", "name=X")).Text("id");
        (await room.PostAsync("/v1/customers/" + id, "metadata[b]=", "metadata[c]=3")).GetProperty("metadata").GetRawText().Replace(" ", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal).ShouldBe("""{"a":"1","c":"3"}""");
        var cleared = await room.PostAsync("/v1/customers/" + id, "metadata=", "name=");
        cleared.GetProperty("metadata").EnumerateObject().ShouldBeEmpty();
        cleared.IsNull("name").ShouldBeTrue();
    }

    [Fact]
    public async Task A_change_tells_what_was_before_and_no_change_tells_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = (await room.PostAsync("/v1/customers", "name=Before", "metadata[a]=1", "preferred_locales[]=de")).Text("id");
        await room.PostAsync("/v1/customers/" + id, "name=After", "metadata[b]=2", "preferred_locales[]=de", "preferred_locales[]=en");
        await room.PostAsync("/v1/customers/" + id, "name=After");
        (await room.EventTypesAsync()).ShouldBe(["customer.created", "customer.updated"]);
        var previous = (await room.GetAsync("/v1/events?type=customer.updated")).First().GetProperty("data").GetProperty("previous_attributes");
        previous.Text("name").ShouldBe("Before");
        previous.GetProperty("metadata").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).ShouldBe("""{"b":null}""");
        previous.GetProperty("preferred_locales").EnumerateArray().Select(item => item.GetString()).ShouldBe(["de"]);
    }

    [Fact]
    public async Task A_deleted_customer_reads_as_deleted_ends_its_subscriptions_and_cannot_be_used()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (id, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var subscription = (await room.PostAsync("/v1/subscriptions", $"customer={id}", $"items[0][price]={price}")).Text("id");
        (await room.DeleteAsync("/v1/customers/" + id)).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await room.GetAsync("/v1/customers/" + id)).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await room.GetAsync("/v1/subscriptions/" + subscription)).Text("status").ShouldBe("canceled");
        (await room.RefusedAsync(HttpMethod.Post, "/v1/customers/" + id, "name=X")).Status.ShouldBe(404);
        (await room.GetAsync("/v1/customers")).Ids().ShouldBeEmpty();
    }
}
