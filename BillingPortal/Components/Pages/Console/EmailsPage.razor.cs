using System.Globalization;
using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Notifications;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Console;

/// <summary>The mail log.</summary>
public sealed partial class EmailsPage(OutboxQueries outbox, ILogger<EmailsPage> logger)
{
    private Load<OutboxPage> page = new();

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusText { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindText { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeText { get; set; }

    private long? Before => long.TryParse(BeforeText, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private OutboxFilter Filter => new(ConsoleWords.Parse<OutboxStatus>(StatusText), string.IsNullOrWhiteSpace(KindText) ? null : KindText.Trim(), Before);

    private bool IsFiltered => Filter is not { Status: null, Kind: null };

    protected override async Task OnInitializedAsync() => page = await Load.RunAsync(() => outbox.ListAsync(Filter, Cancellation), logger);

    private string Url(long? before) => PortalUrls.AdminEmailsWith(StatusText, KindText, before);
}
