using BillingPortal.Access;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Parts;

/// <summary>A step on the way to a purchase: what was meant to be bought travels in the query, so that each step can be left and found again.</summary>
public abstract class IntentPage : PortalPage
{
    [SupplyParameterFromQuery(Name = "plan")]
    private string? PlanText { get; set; }

    [SupplyParameterFromQuery(Name = "interval")]
    private string? IntervalText { get; set; }

    [SupplyParameterFromQuery(Name = "trial")]
    private string? TrialText { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnText { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? CurrencyText { get; set; }

    protected BuyIntent Intent => BuyIntent.From(PlanText, IntervalText, TrialText, ReturnText, CurrencyText);
}
