using System.Text.Json;
using System.Text.Json.Nodes;

namespace BillingPortal.Tests.Conformance;

/// <summary>The judge of events must be able to say no.</summary>
public sealed class EventJudgeTests
{
    [Theory]
    [InlineData("coupon.updated", """{"name":"Old","metadata":{"a":null}}""", null)]
    [InlineData("coupon.updated", """{"name":"Old"}""", "previous_attributes: leaves out metadata, which was {}, is {\"a\":\"b\"}")]
    [InlineData("coupon.updated", null, "previous_attributes: missing")]
    [InlineData("coupon.updated", "{}", "previous_attributes: empty")]
    [InlineData("coupon.updated", """{"name":"New"}""", "previous_attributes.name: has not changed")]
    [InlineData("coupon.updated", """{"nome":null}""", "previous_attributes.nome: neither before nor now")]
    [InlineData("coupon.updated", """{"name":"Older"}""", "previous_attributes.name: says \"Older\", the event before showed \"Old\"")]
    [InlineData("coupon.updated", """{"valid":"yes"}""", "as it was before: coupon.valid: expected boolean, found String")]
    [InlineData("coupon.created", """{"name":"Old"}""", "previous_attributes: only *.updated tells what was before")]
    public void What_an_event_says_of_before_is_judged(string type, string? previous, string? violation)
    {
        var before = Coupon();
        before["name"] = "Old";
        var now = Coupon();
        now["name"] = "New";
        now["metadata"] = new JsonObject { ["a"] = "b" };
        var found = new EventJudge(StripeDescription.Required()).Violations([Event("coupon.created", before, null), Event(type, now, previous)]).ToList();
        if (violation is null)
            found.ShouldBeEmpty();
        else
            found.ShouldContain($"{type}: {violation}");
    }

    [Fact]
    public void The_object_and_the_event_around_it_are_judged()
    {
        var broken = Coupon();
        broken.Remove("duration");
        var found = new EventJudge(StripeDescription.Required()).Violations([Event("coupon.created", broken, null)]).ToList();
        found.ShouldContain(text => text.Contains("duration", StringComparison.Ordinal));
    }

    private static JsonObject Coupon() => (JsonObject)JsonNode.Parse(StripeDescription.Fixtures()!.Value.GetProperty("coupon").GetRawText())!;

    private static JsonElement Event(string type, JsonObject subject, string? previous)
    {
        var data = new JsonObject { ["object"] = subject };
        if (previous is not null)
            data["previous_attributes"] = JsonNode.Parse(previous);
        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["id"] = "evt_1", ["object"] = "event", ["api_version"] = "2026-07-29.dahlia", ["created"] = 1, ["data"] = data, ["livemode"] = false,
            ["pending_webhooks"] = 0, ["request"] = null, ["type"] = type,
        });
    }
}
