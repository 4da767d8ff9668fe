using System.Text;
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

    private readonly KeysInFlight inFlight = new();

    /// <param name="http">The request and its answer.</param>
    /// <param name="handler">What does the operation.</param>
    /// <param name="shape">What Stripe describes for the operation; null for what it does not describe.</param>
    public async Task ServeAsync(HttpContext http, Handler handler, HashShape? shape = null)
    {
        var requestId = Ids.New("req", 14);
        http.Response.Headers["request-id"] = requestId;
        http.Response.Headers["Stripe-Version"] = ApiVersion;
        Answer answer;
        try
        {
            answer = await AnswerAsync(http, handler, shape, requestId);
        }
        catch (StripeError refused)
        {
            answer = Answer.Of(refused);
        }

        if (answer.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        if (answer.ShouldRetry is { } retry)
        {
            http.Response.Headers["Stripe-Should-Retry"] = retry;
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.Body, Encoding.UTF8);
    }

    private async Task<Answer> AnswerAsync(HttpContext http, Handler handler, HashShape? shape, string requestId)
    {
        var request = http.Request;
        var account = Authentication.Account(sandbox, request);
        var version = RequestReading.Version(request);
        var key = HttpMethods.IsPost(request.Method) ? request.Headers["Idempotency-Key"].ToString() : "";
        if (key.Length > 0)
        {
            IdempotencyRecord.CheckKey(key);
            http.Response.Headers["idempotency-key"] = key;
        }

        var (form, text) = await RequestReading.FormAsync(request, shape);
        var path = request.RouteValues.ToDictionary(value => value.Key, value => (string)value.Value!);
        var call = new Call(account, new Parameters(form, lenient: version is null), path, request.Path.Value!, IsDescribed: shape is not null);
        return key.Length == 0
            ? await RunAsync(call, handler, new RequestStamp(requestId, null), keep: null)
            : await OnceAsync(call, handler, key, IdempotencyRecord.FingerprintOf(request.Method, call.Url, text), requestId);
    }

    private async Task<Answer> OnceAsync(Call call, Handler handler, string key, string fingerprint, string requestId)
    {
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
            return Answer.Of(call.Account, result, expand);
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
        catch (OverflowException)
        {
            call.Account.Rollback();
            remembered = false;
            return Answer.Of(StripeError.Invalid("The amounts and quantities of this request make a sum that is too large.", code: "amount_too_large"));
        }
        catch (Exception fault)
        {
            call.Account.Rollback();
            remembered = true;
            return Answer.Outage(fault);
        }
    }

    private static StripeError Mismatch(string key) => new(400, new ErrorBody
    {
        Type = "idempotency_error",
        Message = "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            + $"Try using a key other than '{key}' if you meant to execute a different request.",
    }) { IsValidation = true };
}
