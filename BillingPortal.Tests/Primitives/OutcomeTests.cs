using BillingPortal.Core.Primitives;

namespace BillingPortal.Tests.Primitives;

public sealed class OutcomeTests
{
    [Fact]
    public void A_value_is_a_success()
    {
        Outcome<int> outcome = 5;
        outcome.Succeeded.ShouldBeTrue();
        outcome.Value.ShouldBe(5);
        outcome.Error.ShouldBeNull();
        outcome.Match(value => $"got {value}", error => error.Detail).ShouldBe("got 5");
    }

    [Fact]
    public void A_refusal_says_code_sentence_and_fields()
    {
        Outcome<int> outcome = BillingError.Invalid("quantity", "The quantity must be at least 1.");
        outcome.Succeeded.ShouldBeFalse();
        outcome.Error!.Code.ShouldBe(BillingErrorCode.ValidationFailed);
        outcome.Error.Fields["quantity"].ShouldBe(["The quantity must be at least 1."]);
        outcome.Match(value => "", error => error.Detail).ShouldBe("The quantity must be at least 1.");
    }

    [Fact]
    public void What_is_not_found_is_named()
    {
        Outcome<string> outcome = BillingError.NotFound("Invoice in_1");
        outcome.Error!.Detail.ShouldBe("Invoice in_1 was not found.");
        outcome.Error.Fields.ShouldBeEmpty();
    }
}
