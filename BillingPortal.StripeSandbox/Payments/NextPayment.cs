using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>What somebody has decided about the next payments: it stands above what the card itself would do, and is used up attempt by attempt.</summary>
internal sealed record NextPayment : InternalObject
{
    public override string Object => "sandbox.next_payment";

    /// <summary>succeed, authenticate, or decline with <see cref="DeclineCode"/>.</summary>
    public required string Outcome { get; init; }

    public string? DeclineCode { get; init; }

    /// <summary>Attempts that are still decided.</summary>
    public required long Count { get; init; }

    /// <summary>Only this customer's payments; null: anybody's.</summary>
    public string? Customer { get; init; }
}

/// <summary>The decisions that wait, first made first used; one about a customer goes before one about anybody.</summary>
internal static class NextPayments
{
    public static NextPayment? Peek(Account account, string? customer)
    {
        var waiting = account.OldestFirst<NextPayment>().ToList();
        return waiting.Find(next => next.Customer is not null && next.Customer == customer) ?? waiting.Find(next => next.Customer is null);
    }

    /// <summary>Uses one attempt of the decision that applies.</summary>
    public static NextPayment? Take(Account account, string? customer)
    {
        if (Peek(account, customer) is not { } next)
        {
            return null;
        }

        if (next.Count > 1)
        {
            account.Save(next with { Count = next.Count - 1 });
        }
        else
        {
            account.Remove(next);
        }

        return next;
    }
}
