using BillingPortal.Access;
using BillingPortal.Core.Customers;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>Where Stripe Checkout sends the customer back to. Reads the truth from Stripe instead of waiting for the webhook.</summary>
public sealed partial class CheckoutReturnPage(CurrentOrganization current)
{
    private Membership? membership;
    private bool known;

    [SupplyParameterFromQuery(Name = "session_id")]
    private string? SessionId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        membership = await current.FindAsync(await PrincipalAsync(), Cancellation);
        known = true;
    }
}
