using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Lab;

/// <summary>What the lab's page shows of the sandbox.</summary>
public sealed record SandboxState(SandboxClock Clock, DateTimeOffset? NextRenewal, IReadOnlyList<SandboxFault> Faults, IReadOnlyList<NextPayment> NextPayments, DunningSettings Dunning);

/// <summary>The acts on the sandbox's payments and faults. Each is refused with the sandbox's own words, or done and audited.</summary>
public sealed class SandboxDesk(SandboxControls sandbox, TimeMachine machine, LabAudit audit)
{
    public async Task<SandboxState> ReadAsync(CancellationToken cancellation) => new(
        await sandbox.ClockAsync(cancellation), await machine.NextRenewalAsync(cancellation), await sandbox.FaultsAsync(cancellation),
        await sandbox.NextPaymentsAsync(cancellation), await sandbox.SettingsAsync(cancellation));

    public async Task<BillingError?> AddFaultAsync(FaultOrder order, string actor, CancellationToken cancellation)
    {
        var added = await sandbox.AddFaultAsync(order, cancellation);
        if (added.Succeeded)
            await audit.AppendAsync("lab.fault_added", actor, added.Value.Data[^1].Id, order, cancellation);
        return added.Error;
    }

    /// <param name="id">Null takes all away.</param>
    public async Task<BillingError?> RemoveFaultAsync(string? id, string actor, CancellationToken cancellation)
    {
        var removed = await sandbox.RemoveFaultAsync(id, cancellation);
        if (removed.Succeeded)
            await audit.AppendAsync("lab.fault_removed", actor, id ?? "all", null, cancellation);
        return removed.Error;
    }

    public async Task<BillingError?> DecidePaymentsAsync(NextPayment order, string actor, CancellationToken cancellation)
    {
        var decided = await sandbox.DecidePaymentsAsync(order, cancellation);
        if (decided.Succeeded)
            await audit.AppendAsync("lab.next_payment", actor, order.Customer, order, cancellation);
        return decided.Error;
    }

    public async Task<BillingError?> ForgetPaymentsAsync(string actor, CancellationToken cancellation)
    {
        var forgotten = await sandbox.ForgetPaymentsAsync(cancellation);
        if (forgotten.Succeeded)
            await audit.AppendAsync("lab.next_payment_forgotten", actor, null, null, cancellation);
        return forgotten.Error;
    }

    public async Task<BillingError?> ChangeDunningAsync(DunningSettings settings, string actor, CancellationToken cancellation)
    {
        var refused = await sandbox.ChangeSettingsAsync(settings, cancellation);
        if (refused is null)
            await audit.AppendAsync("lab.dunning_changed", actor, null, settings, cancellation);
        return refused;
    }
}
