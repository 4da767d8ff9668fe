using BillingPortal.Components.Parts;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Webhooks;

namespace BillingPortal.Components.Pages.Console;

/// <summary>The console's first page: does money come in, is anything stuck?</summary>
public sealed partial class DashboardPage(InboxQueries inbox, OutboxQueries outbox, SubscriptionStatistics subscriptions, ILogger<DashboardPage> logger)
{
    private const int Latest = 6;

    private Load<SubscriptionTotals> totals = new();
    private Load<InboxCounts> inboxCounts = new();
    private Load<InboxPage> latest = new();
    private Load<OutboxPage> mails = new();

    protected override async Task OnInitializedAsync()
    {
        totals = await Load.RunAsync(() => subscriptions.ReadAsync(Cancellation), logger);
        inboxCounts = await Load.RunAsync(() => inbox.CountAsync(Cancellation), logger);
        latest = await Load.RunAsync(() => inbox.ListAsync(new InboxFilter(Limit: Latest), Cancellation), logger);
        mails = await Load.RunAsync(() => outbox.ListAsync(new OutboxFilter(Limit: Latest), Cancellation), logger);
    }
}
