using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BillingPortal.StripeSandbox.Faults;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Sends due deliveries, a bounded number at once, and writes down each outcome before the next attempt.</summary>
internal sealed class DeliveryWorker : IAsyncDisposable
{
    private const int MostInFlight = 16;
    private const string ForgedSecret = "whsec_somebody_elses";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private readonly SandboxContext sandbox;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim slots = new(MostInFlight);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = LongestAnswer };
    private readonly Task loop;

    public DeliveryWorker(SandboxContext sandbox, TimeProvider time)
    {
        this.sandbox = sandbox;
        this.time = time;
        foreach (var account in sandbox.Accounts)
        {
            foreach (var delivery in account.OldestFirst<Delivery>())
            {
                sandbox.Deliveries.Add(account, delivery.Id, delivery.NextAttemptAt);
            }
        }

        loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        for (var slot = 0; slot < MostInFlight; slot++)
        {
            await slots.WaitAsync();
        }

        http.Dispose();
        slots.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await slots.WaitAsync(stopping.Token);
                if (sandbox.Deliveries.TakeDue(sandbox.Now) is { } due)
                {
                    _ = Task.Run(() => AttemptAsync(due.Account, due.Delivery));
                }
                else
                {
                    slots.Release();
                    await sandbox.Deliveries.WaitAsync(PollInterval, stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what is open stays in the journal and is sent after the next start.
        }
    }

    private async Task AttemptAsync(Account account, string id)
    {
        try
        {
            (Delivery Delivery, Event Event, WebhookEndpoint Endpoint)? work;
            lock (account.Gate)
            {
                work = sandbox.Has(account) && account.Find<Delivery>(id) is { } delivery && account.Find<Event>(delivery.Event) is { } made
                    && account.Find<WebhookEndpoint>(delivery.Endpoint) is { Status: "enabled" } endpoint
                    ? (delivery, made with { PendingWebhooks = account.TableOf(typeof(Delivery)).CountOwnedBy(made.Id) }, endpoint)
                    : null;
            }

            if (work is { } found)
            {
                await DeliverAsync(account, found.Delivery, found.Event, found.Endpoint);
            }
        }
        finally
        {
            sandbox.Deliveries.Done();
            slots.Release();
        }
    }

    /// <summary>One attempt, as the faults in force let it happen.</summary>
    private async Task DeliverAsync(Account account, Delivery delivery, Event made, WebhookEndpoint endpoint)
    {
        var hits = sandbox.Faults.ForDelivery(made, delivery.WasDelayed);
        if (Of(hits, FaultKind.Delay) is { } delay)
        {
            await PostponeAsync(account, delivery, (long)delay.Wait.TotalSeconds);
            return;
        }

        if (Of(hits, FaultKind.Reorder) is { } reorder)
        {
            // The real clock on purpose: overtaking is about which request leaves first.
            await Task.Delay(reorder.Wait, CancellationToken.None);
        }

        var arrived = Of(hits, FaultKind.Drop) is not null ? true : await SendAsync(made, endpoint, forged: Of(hits, FaultKind.WrongSignature) is not null);
        for (var more = Of(hits, FaultKind.Duplicate)?.Order.Times ?? 1; more > 1 && arrived == true; more--)
        {
            await SendAsync(made, endpoint, forged: false);
        }

        if (arrived is { } taken)
        {
            await RecordAsync(account, delivery, taken);
        }
    }

    private static Hit? Of(List<Hit> hits, FaultKind kind) => hits.Find(hit => hit.Order.Kind == kind);

    /// <returns>Whether the endpoint took it; null when the sandbox stops before an answer came.</returns>
    private async Task<bool?> SendAsync(Event made, WebhookEndpoint endpoint, bool forged)
    {
        var secret = forged ? ForgedSecret : endpoint.SigningSecret;
        var body = JsonSerializer.Serialize(made, Json.Wire);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json", "utf-8")),
        };
        // Receivers compare the signature's time with the real clock, however far the sandbox has travelled.
        request.Headers.Add("Stripe-Signature", WebhookSigner.Header(secret, time.GetUtcNow().ToUnixTimeSeconds(), body));
        request.Headers.UserAgent.ParseAdd("Stripe/1.0 (sandbox)");
        try
        {
            using var answer = await http.SendAsync(request, stopping.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            return stopping.IsCancellationRequested ? null : false;
        }
    }

    private async Task PostponeAsync(Account account, Delivery delivery, long seconds)
    {
        Task durable;
        lock (account.Gate)
        {
            if (!sandbox.Has(account) || account.Find<Delivery>(delivery.Id) is null)
            {
                return;
            }

            var at = sandbox.Now + seconds;
            account.Save(delivery with { WasDelayed = true, NextAttemptAt = at });
            sandbox.Deliveries.Add(account, delivery.Id, at);
            durable = sandbox.CommitAsync(account);
        }

        await durable;
    }

    private async Task RecordAsync(Account account, Delivery delivery, bool arrived)
    {
        Task durable;
        lock (account.Gate)
        {
            var now = sandbox.Now;
            if (!sandbox.Has(account) || account.Find<Delivery>(delivery.Id) is null)
            {
                return;
            }

            var since = delivery.FirstFailedAt ?? now;
            if (!arrived && RetrySchedule.Next(delivery.Attempts + 1, since, now) is { } next)
            {
                account.Save(delivery with { Attempts = delivery.Attempts + 1, FirstFailedAt = since, NextAttemptAt = next });
                sandbox.Deliveries.Add(account, delivery.Id, next);
            }
            else
            {
                account.Remove(delivery);
            }

            durable = sandbox.CommitAsync(account);
        }

        await durable;
    }
}
