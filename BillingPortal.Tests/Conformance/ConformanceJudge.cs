using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace BillingPortal.Tests.Conformance;

/// <summary>
/// Sits between a client and the sandbox and compares both sides with Stripe's description: what was asked and what was answered. Without a
/// description it only looks on, so that what a test shows besides is shown everywhere.
/// </summary>
public sealed class ConformanceJudge(StripeDescription? description)
{
    /// <summary>What Stripe's command line uses to complete a session; Stripe describes it nowhere.</summary>
    private const string Private = "/v1/payment_pages/";

    /// <summary>Stripe's paths that the description leaves out although it knows their objects.</summary>
    private static readonly Regex Undescribed = new("^/v1/(promotion_codes|disputes|balance_transactions|charges/[^/]+/capture|refunds/[^/]+/cancel|setup_intents/[^/]+/cancel|billing/meters/[^/]+/(de|re)activate|payment_method_domains/[^/]+|tax_rates|credit_notes|customers/[^/]+/(tax_ids|discount|sources)|subscriptions/[^/]+/discount)(/|$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>Marks a request whose parameters may be those of an older version.</summary>
    public static readonly HttpRequestOptionsKey<bool> OlderCaller = new("older caller");

    private readonly FormShape? forms = description is null ? null : new(description.Schema);

    public bool CanJudge => description is not null;

    /// <summary>One sentence for each violation, without repetitions.</summary>
    public ConcurrentDictionary<string, byte> Violations { get; } = new();

    /// <summary>The operations that were judged, such as <c>GET /v1/customers/{customer}</c> by its operation id.</summary>
    public ConcurrentDictionary<string, byte> Operations { get; } = new();

    /// <summary>One end of a pipeline; a factory may ask for as many as it builds pipelines.</summary>
    public DelegatingHandler Handler() => new Ear(this);

    private async Task HearAsync(HttpRequestMessage request, string body, HttpResponseMessage response, CancellationToken cancellation)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (description is null || forms is null || !path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith(Private, StringComparison.Ordinal))
            return;
        if (description.Operation(request.Method.Method, path) is not { } known)
        {
            if (!Undescribed.IsMatch(path))
                Violations.TryAdd($"{request.Method} {path}: not in the description", 0);
            else if (response.IsSuccessStatusCode)
                await JudgeObjectsAsync(request, description, response, cancellation);
            return;
        }

        Operations.TryAdd(known.GetProperty("operationId").GetString()!, 0);
        if (response.IsSuccessStatusCode && !request.Options.TryGetValue(OlderCaller, out _)) // a request that was meant to be refused may be as wrong as it likes
            Note(request, description, forms.Violations(known, Pairs(request.RequestUri.Query).Concat(Pairs(body))));
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        Note(request, description, description.Schema.Violations(document.RootElement, StripeDescription.Answer(known, response.IsSuccessStatusCode)));
    }

    private async Task JudgeObjectsAsync(HttpRequestMessage request, StripeDescription known, HttpResponseMessage response, CancellationToken cancellation)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        var answer = document.RootElement;
        var isList = answer.TryGetProperty("object", out var kind) && kind.ValueEquals("list");
        foreach (var one in isList ? [.. answer.GetProperty("data").EnumerateArray()] : new[] { answer })
            Note(request, known, known.ViolationsOfObject(one));
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
        QueryHelpers.ParseQuery(text).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));

    private void Note(HttpRequestMessage request, StripeDescription known, IEnumerable<string> violations)
    {
        foreach (var violation in violations)
            Violations.TryAdd($"{request.Method} {known.Template(request.RequestUri!.AbsolutePath)}: {violation}", 0);
    }

    private sealed class Ear(ConformanceJudge judge) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            await judge.HearAsync(request, body, response, cancellationToken);
            return response;
        }
    }
}
