using System.Runtime.CompilerServices;
using System.Text.Json;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi;

/// <summary>The one way to Stripe: form encoding, pinned version, retries as Stripe's own SDK does them, errors mapped once.</summary>
public sealed class StripeClient(StripeTransport transport)
{
    private const int PageSize = 100;

    /// <summary>GET; <paramref name="parameters"/> (an object or null) goes into the query in Stripe's form encoding.</summary>
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<T> GetAsync<T>(StripePath path, object? parameters, CancellationToken cancellation) =>
        CallAsync<T>(HttpMethod.Get, path, FormEncoder.Encode(parameters), null, cancellation);

    /// <summary>POST with the key of the intent. The same key and parameters give the same result, however often they are sent.</summary>
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<T> PostAsync<T>(StripePath path, object? parameters, IdempotencyKey key, CancellationToken cancellation) =>
        CallAsync<T>(HttpMethod.Post, path, FormEncoder.Encode(parameters), key.Checked(), cancellation);

    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<T> DeleteAsync<T>(StripePath path, object? parameters, CancellationToken cancellation) =>
        CallAsync<T>(HttpMethod.Delete, path, FormEncoder.Encode(parameters), null, cancellation);

    /// <summary>Streams every object of a list, 100 a page, newest first, never more than one page in memory.</summary>
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public async IAsyncEnumerable<T> ListAllAsync<T>(StripePath path, object? parameters, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class, IStripeObject
    {
        var pairs = FormEncoder.Pairs(parameters);
        if (!pairs.Exists(pair => pair.Key == "limit"))
            pairs.Add(new("limit", PageSize.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        StripeList<T> page;
        do
        {
            page = await CallAsync<StripeList<T>>(HttpMethod.Get, path, FormEncoder.Join(pairs), null, cancellation);
            foreach (var item in page.Data)
                yield return item;
            pairs.RemoveAll(pair => pair.Key == "starting_after");
            if (page.Data.Count > 0)
                pairs.Add(new("starting_after", page.Data[^1].Id));
        }
        while (page is { HasMore: true, Data.Count: > 0 });
    }

    private async Task<T> CallAsync<T>(HttpMethod method, StripePath path, string form, IdempotencyKey? key, CancellationToken cancellation)
    {
        var answer = await transport.SendAsync(method, path, form, key, cancellation);
        try
        {
            return JsonSerializer.Deserialize<T>(answer.Body, StripeJson.Options) ?? throw StripeErrors.Unreadable(answer.Status, answer.RequestId, null);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or KeyNotFoundException or InvalidOperationException)
        {
            throw StripeErrors.Unreadable(answer.Status, answer.RequestId, failure);
        }
    }
}
