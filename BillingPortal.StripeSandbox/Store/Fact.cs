namespace BillingPortal.StripeSandbox.Store;

/// <summary>
/// A change that the journal keeps as it happened and the memory only as what it adds up to: meter events come by the million, and a row for
/// each would outgrow everything else. Undone like every other change while its request has not been committed.
/// </summary>
internal abstract record Fact : InternalObject
{
    public abstract void Apply(Account account);

    public abstract void Revert(Account account);
}
