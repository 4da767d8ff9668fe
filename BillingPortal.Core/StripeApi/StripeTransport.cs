using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.StripeApi;

/// <summary>
/// Sends one request of <see cref="StripeClient"/> until an answer is final: headers, time limit, retries, the log line. Logs hold the path's
/// template, status and request id, never parameters, payloads or keys.
/// </summary>
public sealed class StripeTransport(HttpClient http, StripeOptions options, StripeRetryPolicy retries, TimeProvider time, ILogger<StripeTransport> logger)
{
    /// <summary>Stripe's own clients wait as long; some answers, such as paying an invoice, wait for banks.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(80);

    private static readonly ProductInfoHeaderValue UserAgent =
        new("BillingPortal", typeof(StripeTransport).Assembly.GetName().Version?.ToString(3));

    /// <returns>The body of a successful answer.</returns>
    /// <exception cref="StripeException">Stripe refused, or no answer came even after the retries.</exception>
    internal async Task<StripeAnswer> SendAsync(HttpMethod method, StripePath path, string form, IdempotencyKey? key, CancellationToken cancellation)
    {
        for (var retriesDone = 0; ; retriesDone++)
        {
            var (answer, failure) = await AttemptAsync(method, path, form, key, retriesDone, cancellation);
            if (answer is { IsSuccess: true })
                return answer;
            if (!StripeRetryPolicy.ShouldRetry(retriesDone, answer?.Status, answer?.ShouldRetry))
                throw answer is null ? StripeErrors.Unreachable(failure!) : StripeErrors.Read(answer.Status, answer.RequestId, answer.Body, options.SecretKey);
            await Task.Delay(retries.Delay(retriesDone), time, cancellation);
        }
    }

    private async Task<(StripeAnswer? Answer, Exception? Failure)> AttemptAsync(
        HttpMethod method, StripePath path, string form, IdempotencyKey? key, int retriesDone, CancellationToken cancellation)
    {
        using var request = Request(method, path, form, key);
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var started = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, both.Token);
            var answer = await StripeAnswer.ReadAsync(response, both.Token);
            logger.LogInformation("Stripe {Method} {Path} answered {Status} in {Milliseconds} ms (request {RequestId}, attempt {Attempt})",
                method.Method, path.Template, (int)answer.Status, (long)time.GetElapsedTime(started).TotalMilliseconds, answer.RequestId, retriesDone + 1);
            return (answer, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.LogWarning("Stripe {Method} {Path} gave no answer within {Milliseconds} ms: {Failure} (attempt {Attempt})",
                method.Method, path.Template, (long)time.GetElapsedTime(started).TotalMilliseconds, failure.GetType().Name, retriesDone + 1);
            return (null, failure);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, StripePath path, string form, IdempotencyKey? key)
    {
        if (!options.IsConfigured)
            throw new InvalidOperationException("Stripe is not configured: set STRIPE_SECRET_KEY.");
        var inQuery = method != HttpMethod.Post && form.Length > 0;
        var request = new HttpRequestMessage(method, $"{options.ApiBase.TrimEnd('/')}{path}{(inQuery ? "?" : "")}{(inQuery ? form : "")}");
        if (method == HttpMethod.Post)
            request.Content = new StringContent(form, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.SecretKey);
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Add("Stripe-Version", StripeVersion.Pinned);
        if (key is { } intent)
            request.Headers.Add("Idempotency-Key", intent.Value);
        return request;
    }
}
