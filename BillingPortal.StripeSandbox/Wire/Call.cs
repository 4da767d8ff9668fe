using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>One authenticated API request on its way through a handler, inside of its account's gate.</summary>
internal sealed record Call(Account Account, Parameters Parameters, IReadOnlyDictionary<string, string> Path, string Url, bool IsDescribed = false)
{
    public SandboxContext Sandbox => Account.Context;

    /// <summary>The account's clock, in unix seconds.</summary>
    public long Now => Account.Now;

    /// <summary>The object that a path segment names; 404 in Stripe's words when it does not exist.</summary>
    public T FromPath<T>(string segment, string noun) where T : StripeObject =>
        AtItsTime(Account.Find<T>(Path[segment]) ?? throw StripeError.Missing(noun, Path[segment], "id"));

    /// <summary>The object that a parameter names; null when the parameter is absent.</summary>
    public T? FromParameter<T>(string name, string noun) where T : StripeObject => FromParameter<T>(Parameters, name, noun);

    public T? FromParameter<T>(Parameters parameters, string name, string noun) where T : StripeObject =>
        parameters.Text(name) is not { } id ? null
        : AtItsTime(Account.Find<T>(id) ?? throw StripeError.Missing(noun, id, parameters.Name(name), status: 400));

    private T AtItsTime<T>(T row) where T : StripeObject
    {
        Account.EnterClockOf(row);
        return row;
    }
}

/// <summary>The request behind an event, as the event's <c>request</c> names it.</summary>
internal sealed record RequestStamp(string? Id, string? IdempotencyKey);

/// <summary>Stripe's answer to a deletion.</summary>
internal sealed record DeletedObject(string Id, string Object)
{
    public bool Deleted => true;
}
