using BillingPortal.Components.Parts;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Webhooks;

namespace BillingPortal.Components.Pages.Console;

/// <summary>The console's first page: is anything stuck?</summary>
public sealed partial class DashboardPage(InboxQueries inbox, OutboxQueries outbox, TimeProvider time, ILogger<DashboardPage> logger)
{
    private const int Latest = 6;

    private Load<InboxCounts> inboxCounts = new();
    private Load<InboxPage> latest = new();
    private Load<OutboxPage> mails = new();

    protected override async Task OnInitializedAsync()
    {
        inboxCounts = await Load.RunAsync(() => inbox.CountAsync(Cancellation), logger);
        latest = await Load.RunAsync(() => inbox.ListAsync(new InboxFilter(Limit: Latest), Cancellation), logger);
        mails = await Load.RunAsync(() => outbox.ListAsync(new OutboxFilter(Limit: Latest), Cancellation), logger);
    }
}
