using BillingPortal.Access;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>
/// Where Stripe Checkout sends the customer back to. Reads the truth from Stripe instead of waiting for the webhook: usually the first
/// question settles it and the page is plain HTML; else a live part goes on asking.
/// </summary>
public sealed partial class CheckoutReturnPage(CheckoutService checkout, CurrentOrganization current, TimeProvider time, ILogger<CheckoutReturnPage> logger)
{
    /// <summary>A slow Stripe shall not keep the customer before a blank page.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(6);

    private Membership? membership;
    private ReturnProgress progress = ReturnProgress.Start;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "session_id")]
    private string? SessionId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        membership = await current.FindAsync(await PrincipalAsync(), Cancellation);
        if (membership is null || string.IsNullOrEmpty(SessionId))
        {
            Navigation.NotFound();
            return;
        }

        using var patience = new CancellationTokenSource(FirstAnswer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Cancellation);
        progress = await progress.AskAsync(checkout, membership.OrganizationId, CheckoutSessionId.From(SessionId), logger, either.Token);
        if (progress.NotFound)
            Navigation.NotFound();
    }
}
