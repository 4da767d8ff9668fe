using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi;

/// <summary>The one way to Stripe: form encoding, pinned version, retries as Stripe's own SDK does them, errors mapped once.</summary>
public sealed class StripeClient(HttpClient http)
{
    /// <summary>GET; <paramref name="parameters"/> (an object or null) goes into the query in Stripe's form encoding.</summary>
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<T> GetAsync<T>(string path, object? parameters, CancellationToken cancellation) => throw new NotImplementedException(http.BaseAddress?.ToString());

    /// <summary>POST with the key of the intent. The same key and parameters give the same result, however often they are sent.</summary>
    public Task<T> PostAsync<T>(string path, object? parameters, IdempotencyKey key, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<T> DeleteAsync<T>(string path, object? parameters, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Streams every object of a list, 100 a page, newest first, never more than one page in memory.</summary>
    public IAsyncEnumerable<T> ListAllAsync<T>(string path, object? parameters, CancellationToken cancellation)
        where T : class, IStripeObject => throw new NotImplementedException();
}
