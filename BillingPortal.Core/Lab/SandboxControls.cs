using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Core.Lab;

/// <summary>
/// The client of <c>/_sandbox</c>: time, faults, reset. None of it exists at Stripe, so it refuses to be pointed at anything but a sandbox.
/// </summary>
public sealed class SandboxControls(HttpClient http, StripeOptions account)
{
    public Task<SandboxClock> ClockAsync(CancellationToken cancellation) => AskAsync<SandboxClock>(HttpMethod.Get, "clock", null, cancellation);

    /// <summary>Answers when everything that was due until then has happened.</summary>
    public Task<Outcome<SandboxClock>> AdvanceAsync(DateTimeOffset to, CancellationToken cancellation) =>
        TellAsync<SandboxClock>(HttpMethod.Post, "clock/advance", new { To = to }, cancellation);

    public async Task<IReadOnlyList<SandboxFault>> FaultsAsync(CancellationToken cancellation) =>
        (await AskAsync<SandboxFaults>(HttpMethod.Get, "faults", null, cancellation)).Data;

    /// <summary>The answer lists all faults; the new one is its last.</summary>
    public Task<Outcome<SandboxFaults>> AddFaultAsync(FaultOrder order, CancellationToken cancellation) =>
        TellAsync<SandboxFaults>(HttpMethod.Post, "faults", order, cancellation);

    /// <param name="id">Null takes all away.</param>
    public Task<Outcome<SandboxFaults>> RemoveFaultAsync(string? id, CancellationToken cancellation) =>
        TellAsync<SandboxFaults>(HttpMethod.Delete, id is null ? "faults" : $"faults/{Uri.EscapeDataString(id)}", null, cancellation);

    public async Task<IReadOnlyList<NextPayment>> NextPaymentsAsync(CancellationToken cancellation) =>
        (await AskAsync<NextPayments>(HttpMethod.Get, "payments/next", null, cancellation)).Data;

    public Task<Outcome<NextPayment>> DecidePaymentsAsync(NextPayment order, CancellationToken cancellation) =>
        TellAsync<NextPayment>(HttpMethod.Post, "payments/next", order, cancellation);

    public Task<Outcome<NextPayments>> ForgetPaymentsAsync(CancellationToken cancellation) =>
        TellAsync<NextPayments>(HttpMethod.Delete, "payments/next", null, cancellation);

    public async Task<DunningSettings> SettingsAsync(CancellationToken cancellation)
    {
        var shown = await AskAsync<DunningSettingsShown>(HttpMethod.Get, "settings", null, cancellation);
        return new DunningSettings([.. shown.RetryDays.Select(days => days.ToString(CultureInfo.InvariantCulture))], shown.AfterLastRetry, shown.InvoiceAfterLastRetry);
    }

    public async Task<BillingError?> ChangeSettingsAsync(DunningSettings settings, CancellationToken cancellation) =>
        (await TellAsync<DunningSettingsShown>(HttpMethod.Post, "settings", settings, cancellation)).Error;

    /// <summary>The sandbox forgets every account, and its clock returns to the present.</summary>
    public Task<Outcome<SandboxClock>> ResetAsync(CancellationToken cancellation) => TellAsync<SandboxClock>(HttpMethod.Post, "reset", null, cancellation);

    /// <summary>Presses a button on one of the hosted pages, whose address came from the portal.</summary>
    public async Task PressAsync(Uri page, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        if (!page.AbsoluteUri.StartsWith(Base(), StringComparison.Ordinal))
            throw new InvalidOperationException("Only pages of the sandbox can be used by a story.");
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(page, form, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The cardholder's answer on the page of their bank, where the sandbox's 3-D Secure page stands.</summary>
    public async Task AnswerBankAsync(string intent, bool approve, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent([new("outcome", approve ? "approve" : "fail")]);
        using var answer = await http.PostAsync(new Uri($"{Base()}/3ds/{Uri.EscapeDataString(intent)}"), form, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <exception cref="HttpRequestException">The sandbox does not answer, or refuses what it should not.</exception>
    internal async Task<T> AskAsync<T>(HttpMethod method, string path, object? parameters, CancellationToken cancellation)
        where T : class
    {
        var outcome = await TellAsync<T>(method, path, parameters, cancellation);
        return outcome.Succeeded ? outcome.Value : throw new HttpRequestException($"The sandbox refused {path}: {outcome.Error.Detail}");
    }

    internal async Task<Outcome<T>> TellAsync<T>(HttpMethod method, string path, object? parameters, CancellationToken cancellation)
        where T : class
    {
        using var request = new HttpRequestMessage(method, $"{Base()}/_sandbox/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.SecretKey);
        if (parameters is not null)
            request.Content = new StringContent(FormEncoder.Encode(parameters), Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = await http.SendAsync(request, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
            return new BillingError(BillingErrorCode.ValidationFailed, MessageOf(body));
        answer.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<T>(body, StripeJson.Options) ?? throw new HttpRequestException($"The sandbox answered {path} with nothing.");
    }

    private string Base() => account.IsLive || new Uri(account.ApiBase).Host.EndsWith("stripe.com", StringComparison.OrdinalIgnoreCase)
        ? throw new InvalidOperationException("The lab only ever talks to the sandbox, never to Stripe.")
        : account.ApiBase.TrimEnd('/');

    private static string MessageOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("error").GetProperty("message").GetString() ?? body;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "The sandbox does not know this control.";
        }
    }
}
