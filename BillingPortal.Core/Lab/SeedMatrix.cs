using BillingPortal.Core.Lab.Stories;

namespace BillingPortal.Core.Lab;

/// <summary>A line of the runbooks, and the scenario that shows it.</summary>
/// <param name="Source">The runbook: go-live matrix, lifecycle list or card table.</param>
public sealed record SeedLine(string Source, string Line, string Scenario);

/// <summary>THE table: each line of the go-live runbook's plan-change matrix, the lifecycle list and the card table → its scenario.</summary>
public static class SeedMatrix
{
    public const string GoLive = "go-live matrix";
    public const string Lifecycle = "lifecycle";
    public const string Cards = "test cards";

    public static IReadOnlyList<SeedLine> All { get; } =
    [
        new(GoLive, "New subscription", "new-subscription"),
        new(GoLive, "Upgrade", "upgrade"),
        new(GoLive, "Downgrade schedule", "downgrade-applied"),
        new(GoLive, "Reconciliation: the downgrade is applied before the period ends", "downgrade-applied"),
        new(GoLive, "SCA required", "sca-at-renewal"),
        new(GoLive, "Past due, then a new card", "dunning-then-recovery"),
        new(GoLive, "Portal downgrade", "portal-downgrade"),
        new(GoLive, "Cancel in the portal", "portal-cancel"),
        new(Lifecycle, "invoice.payment_failed makes it past_due", "dunning-then-recovery"),
        new(Lifecycle, "invoice.payment_action_required asks for the cardholder", "sca-at-renewal"),
        new(Lifecycle, "customer.subscription.created sets the plan by the price", "new-subscription"),
        new(Lifecycle, "customer.subscription.updated sets the plan by the price", "upgrade"),
        new(Lifecycle, "customer.subscription.deleted leads safely to the free plan", "cancel-now"),
        new(Lifecycle, "All attempts failed: the free plan", "dunning-to-cancellation"),
        new(Lifecycle, "unpaid leads safely to the free plan", "dunning-to-unpaid"),
        new(Lifecycle, "Cancel to the end of the period and undo it", "cancel-at-period-end"),
        new(Lifecycle, "Yearly interval", "interval-switch"),
        new(Lifecycle, "Deferred downgrade: cancel_at_period_end and metadata.pending_plan", "downgrade-applied"),
        new(Lifecycle, "The job applies it before the period ends", "downgrade-applied"),
        new(Lifecycle, "The job comes too late", "downgrade-too-late"),
        new(Lifecycle, "Proration down to the lines", "upgrade"),
        new(Cards, "4242 4242 4242 4242: successful payment", "new-subscription"),
        new(Cards, "4000 0000 0000 0002: generic decline", "declined-cards"),
        new(Cards, "4000 0000 0000 9995: insufficient funds", "declined-cards"),
        new(Cards, "4000 0025 0000 3155: 3DS required", "declined-cards"),
        new(Cards, "4000 0000 0000 0069: expired card", "declined-cards"),
        new(Cards, "4000 0000 0000 0127: incorrect CVC", "declined-cards"),
    ];

    public static IReadOnlyList<string> LinesOf(Scenario scenario) => [.. All.Where(line => line.Scenario == scenario.Name).Select(line => $"{line.Source}: {line.Line}")];
}
