namespace BillingPortal.Components.Pages.Auth;

/// <summary>The steps from the pricing page to Checkout, in their order.</summary>
public enum JourneyStep
{
    Account,
    Email,
    Organization,
    Payment,
}
