using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Webhooks;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Console;

/// <summary>The webhook log. Its filters live in the URL, so that a finding can be sent to a colleague.</summary>
public sealed partial class WebhooksPage(InboxQueries inbox, ILogger<WebhooksPage> logger)
{
    private Load<InboxPage> page = new();
    private Load<InboxCounts> counts = new();

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusText { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeText { get; set; }

    [SupplyParameterFromQuery(Name = "object")]
    private string? ObjectText { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    private InboxFilter Filter => new(ConsoleWords.Parse<InboxStatus>(StatusText), Given(TypeText), Given(ObjectText), Given(After));

    private bool IsFiltered => Filter is not { Status: null, EventType: null, ObjectId: null };

    protected override async Task OnInitializedAsync()
    {
        page = await Load.RunAsync(() => inbox.ListAsync(Filter, Cancellation), logger);
        counts = await Load.RunAsync(() => inbox.CountAsync(Cancellation), logger);
    }

    private string Url(string? after) => PortalUrls.AdminWebhooksWith(StatusText, TypeText, ObjectText, after);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
