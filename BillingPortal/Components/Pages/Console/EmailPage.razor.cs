using BillingPortal.Components.Parts;
using BillingPortal.Core.Notifications;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Console;

/// <summary>One mail: where it stands, and how it looks to its reader.</summary>
public sealed partial class EmailPage(OutboxQueries outbox, NavigationManager navigation, ILogger<EmailPage> logger)
{
    private Load<OutboxDetail?> detail = new();

    [Parameter]
    public long Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        detail = await Load.RunAsync(() => outbox.GetAsync(Id, Cancellation), logger);
        if (detail is { State: LoadState.Loaded, Value: null })
            navigation.NotFound();
    }
}
