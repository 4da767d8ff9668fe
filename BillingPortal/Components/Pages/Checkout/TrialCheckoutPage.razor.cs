using System.Globalization;
using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>The last page before Stripe Checkout: says what happens and when, and takes the agreement to pay when there is no trial.</summary>
public sealed partial class TrialCheckoutPage(CheckoutDesk desk, CurrentOrganization current, IntentMemory memory, ILogger<TrialCheckoutPage> logger)
{
    private BuyIntent intent = BuyIntent.None;
    private Membership? membership;
    private Load<CheckoutOffer?> offer = new();
    private string? problem;
    private bool agreementMissing;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "seats")]
    private string? SeatsText { get; set; }

    [SupplyParameterFromForm(FormName = "checkout")]
    private AgreementForm? Form { get; set; }

    private long Seats => long.TryParse(SeatsText, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) ? seats : 1;

    protected override async Task OnInitializedAsync()
    {
        if (await UserAsync() is not { } user)
            return;
        var principal = await PrincipalAsync();
        intent = await memory.RecallAsync(principal, Intent);
        membership = await current.FindAsync(principal, Cancellation);
        if (membership is null)
        {
            Navigation.NavigateTo(PortalUrls.Onboard(intent));
            return;
        }

        await memory.RememberAsync(user.Id, intent);
        var subscribed = await Load.RunAsync(() => desk.IsSubscribedAsync(membership.OrganizationId, Cancellation), logger);
        if (subscribed.Value)
        {
            await memory.ForgetAsync(principal);
            Navigation.NavigateTo(PortalUrls.Billing);
            return;
        }

        offer = await Load.RunAsync(() => desk.OfferAsync(membership.OrganizationId, intent, Seats, Cancellation), logger);
    }

    private async Task AgreeAsync()
    {
        var agreed = Form?.Agreed == true;
        if (offer.Value is not { } shown || await UserAsync() is not { } user)
            return;
        if (shown.TrialDenied is not null && !agreed)
        {
            agreementMissing = true;
            return;
        }

        var started = await Load.RunAsync(() => desk.StartAsync(membership!, user, intent, shown, agreed, Cancellation), logger);
        if (started is { State: LoadState.Loaded, Value.Succeeded: true })
            Navigation.NavigateTo(started.Value.Value!.Url.AbsoluteUri, forceLoad: true);
        else if (started.Value.Error is { Code: BillingErrorCode.AlreadySubscribed })
            Navigation.NavigateTo(PortalUrls.Billing);
        else
            await ShowRefusalAsync(started.Value.Error);
    }

    /// <summary>The trial may have been used between showing the page and pressing the button: the offer is then read again and shows the charge.</summary>
    private async Task ShowRefusalAsync(BillingError? error)
    {
        if (error is { Code: BillingErrorCode.TrialAgreementRequired })
            offer = await Load.RunAsync(() => desk.OfferAsync(membership!.OrganizationId, intent, Seats, Cancellation), logger);
        else
            problem = error?.Detail ?? "Checkout could not be opened. Nothing was charged. Please try again in a moment.";
    }

    private async Task DeclineAsync()
    {
        await memory.ForgetAsync(await PrincipalAsync());
        Navigation.NavigateTo(PortalUrls.Billing);
    }

    private sealed class AgreementForm
    {
        public bool Agreed { get; set; }
    }
}
