using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Webhooks;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Console;

/// <summary>One event: payload, attempts, errors, and the way to try it again.</summary>
public sealed partial class WebhookPage(InboxQueries inbox, NavigationManager navigation, ILogger<WebhookPage> logger)
{
    private Load<InboxDetail?> detail = new();
    private bool refused;

    [Parameter]
    public string EventId { get; set; } = "";

    [SupplyParameterFromQuery(Name = "retried")]
    private string? Retried { get; set; }

    protected override async Task OnInitializedAsync()
    {
        detail = await Load.RunAsync(() => inbox.GetAsync(EventId, Cancellation), logger);
        if (detail is { State: LoadState.Loaded, Value: null })
            navigation.NotFound();
    }

    private async Task RetryAsync()
    {
        if (await UserAsync() is not { } user)
            return;
        if (await inbox.RetryNowAsync(EventId, user.Actor, Cancellation))
            navigation.NavigateTo($"{PortalUrls.AdminWebhook(EventId)}?retried=1");
        else
            refused = true;
    }
}
