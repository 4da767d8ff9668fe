namespace BillingPortal.Core.Primitives;

/// <summary>An entity whose rows are written once: the context refuses to change or delete them, so history cannot be rewritten by accident.</summary>
public interface IAppendOnly;
