using System.Text.Json;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Tests.Primitives;

public sealed class IdTests
{
    [Fact]
    public void An_id_is_plain_text_in_JSON_as_value_and_as_key()
    {
        var json = JsonSerializer.Serialize(new Dictionary<OrganizationId, SubscriptionId?> { [new("org_1")] = new("sub_1"), [new("org_2")] = null });
        json.ShouldBe("""{"org_1":"sub_1","org_2":null}""");
        JsonSerializer.Deserialize<Dictionary<OrganizationId, SubscriptionId?>>(json)![new("org_1")].ShouldBe(new SubscriptionId("sub_1"));
    }

    [Theory, InlineData("null"), InlineData("5"), InlineData("{}")]
    public void Anything_but_text_is_no_id(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<InvoiceId>(json));

    [Fact]
    public void Every_kind_of_id_reads_back_what_it_writes()
    {
        var kinds = typeof(ITextId<>).Assembly.GetTypes().Where(type => type.IsValueType
            && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITextId<>))).ToList();
        kinds.Count.ShouldBeGreaterThan(10);
        foreach (var kind in kinds)
        {
            var id = JsonSerializer.Deserialize("\"x_1\"", kind)!;
            id.ToString().ShouldBe("x_1", $"{kind.Name} is written in URLs and logs as its text");
            JsonSerializer.Serialize(id, kind).ShouldBe("\"x_1\"");
        }
    }

    [Fact]
    public void Our_own_ids_say_their_kind_and_do_not_repeat()
    {
        var generator = new IdGenerator();
        var ids = Enumerable.Range(0, 1000).Select(_ => generator.New("org")).ToHashSet();
        ids.Count.ShouldBe(1000);
        ids.ShouldAllBe(id => id.StartsWith("org_") && id.Length == 28);
    }
}
