using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire.Surface;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>
/// A request's way: key → parameters → check against the description → idempotency → gate (clock, handler, unread parameters, expansion, commit)
/// → journal → answer.
/// The answer waits for the journal outside of the gate, so nobody's reading waits for a disk.
/// </summary>
internal sealed class ApiPipeline(SandboxContext sandbox, Timekeeper timekeeper)
{
    public const string ApiVersion = "2026-07-29.dahlia";

    private static readonly JsonSerializerOptions Errors = new(Json.Wire) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true };
    private static readonly JsonSerializerOptions Indented = new(Json.Wire) { WriteIndented = true };
    private readonly KeysInFlight inFlight = new();

    /// <param name="http">The request and its answer.</param>
    /// <param name="handler">What does the operation.</param>
    /// <param name="shape">What Stripe describes for the operation; null for what it does not describe.</param>
    public async Task ServeAsync(HttpContext http, Handler handler, HashShape? shape = null)
    {
        var requestId = Ids.New("req", 14);
        http.Response.Headers["request-id"] = requestId;
        if (http.Request.Headers.TryGetValue("Stripe-Version", out var version))
        {
            http.Response.Headers["Stripe-Version"] = version;
        }
        else
        {
            http.Response.Headers["Stripe-Version"] = ApiVersion;
        }

        Answer answer;
        try
        {
            var account = Authentication.Account(sandbox, http.Request);
            answer = await AnswerAsync(http, account, handler, shape, requestId);
        }
        catch (StripeError refused)
        {
            answer = Answer.Of(refused);
        }

        if (answer.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.Body, Encoding.UTF8);
    }

    private async Task<Answer> AnswerAsync(HttpContext http, Account account, Handler handler, HashShape? shape, string requestId)
    {
        var request = http.Request;
        var query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        var body = await ReadBodyAsync(request);
        var lenient = !request.Headers.ContainsKey("Stripe-Version");
        var form = FormParser.Parse(body, FormParser.Parse(query));
        if (shape is not null)
        {
            RequestCheck.Run(form, shape, inQuery: HttpMethods.IsGet(request.Method), lenient);
        }

        var parameters = new Parameters(form, lenient: lenient);
        var path = request.RouteValues.ToDictionary(value => value.Key, value => (string)value.Value!);
        var call = new Call(account, parameters, path, request.Path.Value!, IsDescribed: shape is not null);
        if (HttpMethods.IsPost(request.Method) && request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key)
        {
            http.Response.Headers["idempotency-key"] = key;
            return await OnceAsync(call, handler, key, IdempotencyRecord.FingerprintOf(request.Method, call.Url, body), requestId);
        }

        return await RunAsync(call, handler, new RequestStamp(requestId, null), keep: null);
    }

    private async Task<Answer> OnceAsync(Call call, Handler handler, string key, string fingerprint, string requestId)
    {
        if (key.Length > 255)
        {
            throw StripeError.Invalid("Idempotency keys have at most 255 characters.");
        }

        inFlight.Enter(call.Account, key);
        try
        {
            IdempotencyRecord? first;
            lock (call.Account.Gate)
            {
                timekeeper.CatchUp(call.Account);
                first = call.Account.Find<IdempotencyRecord>(IdempotencyRecord.IdOf(key));
            }

            if (first is null)
            {
                return await RunAsync(call, handler, new RequestStamp(requestId, key), (key, fingerprint));
            }

            return first.Fingerprint == fingerprint ? new Answer(first.Status, first.Body, Replayed: true) : throw Mismatch(key);
        }
        finally
        {
            inFlight.Leave(call.Account, key);
        }
    }

    private async Task<Answer> RunAsync(Call call, Handler handler, RequestStamp stamp, (string Key, string Fingerprint)? keep)
    {
        Answer answer;
        Task durable;
        var account = call.Account;
        lock (account.Gate)
        {
            timekeeper.CatchUp(account);
            account.Request = stamp;
            answer = Handle(call, handler, out var remembered);
            if (keep is { } first && remembered)
            {
                account.Save(new IdempotencyRecord
                {
                    Id = IdempotencyRecord.IdOf(first.Key), Created = account.Now, Fingerprint = first.Fingerprint,
                    Status = answer.Status, Body = answer.Body,
                });
            }

            durable = sandbox.CommitAsync(account);
            account.Request = null;
        }

        await durable;
        sandbox.Deliveries.Wake();
        return answer;
    }

    private static Answer Handle(Call call, Handler handler, out bool remembered)
    {
        try
        {
            var result = handler(call);
            var expand = call.Parameters.Texts("expand") ?? [];
            call.Parameters.RefuseUnread(call.IsDescribed);
            remembered = true;
            return new Answer(200, Expansion.Render(call.Account, result, expand).ToJsonString(Indented));
        }
        catch (StripeError refused)
        {
            if (!refused.KeepsWork)
            {
                call.Account.Rollback();
            }

            remembered = !refused.IsValidation;
            return Answer.Of(refused);
        }
        catch
        {
            call.Account.Rollback();
            throw;
        }
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return "";
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        return body.Length > 0 && request.ContentType is { } type && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            ? throw StripeError.Invalid("Invalid request: the v1 API takes application/x-www-form-urlencoded, not JSON.")
            : body;
    }

    private static StripeError Mismatch(string key) => new(400, new ErrorBody
    {
        Type = "idempotency_error",
        Message = "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            + $"Try using a key other than '{key}' if you meant to execute a different request.",
    }) { IsValidation = true };

    private sealed record Answer(int Status, string Body, bool Replayed = false)
    {
        public static Answer Of(StripeError error) => new(error.Status, JsonSerializer.Serialize(new { error = WithObjects(error.Body) }, Errors));

        /// <summary>Objects inside of an error keep their nulls; only the error's own absent fields are left out.</summary>
        private static Dictionary<string, object?> WithObjects(ErrorBody body)
        {
            var fields = new Dictionary<string, object?>();
            foreach (var property in typeof(ErrorBody).GetProperties())
            {
                if (property.GetValue(body) is { } value)
                {
                    fields[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] =
                        value is StripeObject row ? JsonSerializer.SerializeToNode(row, row.GetType(), Json.Wire) : value;
                }
            }

            return fields;
        }
    }
}
