using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>What Stripe keeps in the Dashboard: when failed payments are tried again, what happens after the last try, what Radar blocks, who sees wallets, and when renewals are announced.</summary>
internal sealed record AccountSettings : InternalObject
{
    private const string Key = "sandbox_settings";

    public override string Object => "sandbox.settings";

    /// <summary>Days from each failed attempt to the next one.</summary>
    public List<long> RetryDays { get; init; } = [3, 5, 7];

    /// <summary>cancel, mark_unpaid or leave_past_due: the subscription after the last retry has failed.</summary>
    public string AfterLastRetry { get; init; } = "cancel";

    /// <summary>leave_open or mark_uncollectible: its invoice then.</summary>
    public string InvoiceAfterLastRetry { get; init; } = "leave_open";

    /// <summary>Radar's rule that is on at first: payments of the highest risk are not sent to the bank.</summary>
    public bool BlockHighestRisk { get; init; } = true;

    public bool BlockFailedCvc { get; init; }

    public bool BlockFailedPostalCode { get; init; }

    /// <summary>registered_domains, always or never: where the Express Checkout Element shows its wallets. Stripe knows the first only.</summary>
    public string Wallets { get; init; } = "registered_domains";

    /// <summary>How many days ahead endpoints hear of renewals; 0 for never.</summary>
    public long UpcomingDays { get; init; } = 7;

    public static AccountSettings Of(Account account) => account.Find<AccountSettings>(Key) ?? new AccountSettings { Id = Key };
}
