using System.Buffers;
using BillingPortal.Core.Webhooks;

namespace BillingPortal.Endpoints;

/// <summary>Where Stripe delivers. Reads the raw bytes, hands them to the receiver, says what became of them; nothing else happens in the request.</summary>
public static class WebhookEndpoints
{
    public const string Path = ApiRoutes.Prefix + "/webhooks/stripe";

    /// <summary>Stripe's largest events stay far below.</summary>
    public const int MaximumBytes = 512 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder app) => app.MapPost(Path, ReceiveAsync)
        .WithSummary("Stripe delivers its events here.")
        .Accepts<object>("application/json")
        .Produces<WebhookAnswer>()
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(503)
        .AllowAnonymous()
        .ShortCircuit(); // no session, no rate limit, no antiforgery: the signature is the proof, and intake must stay fast

    private static async Task<IResult> ReceiveAsync(HttpContext context, WebhookReceiver receiver)
    {
        var cancellation = context.RequestAborted;
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBytes(context.Request));
        try
        {
            var length = 0;
            while (true)
            {
                var read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0)
                    break;
                length += read;
                if (length > MaximumBytes)
                    return await TooLargeAsync(context);
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
            }

            return Answer(await receiver.ReceiveAsync(buffer.AsMemory(0, length), context.Request.Headers["Stripe-Signature"], cancellation));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static IResult Answer(WebhookReceipt receipt) => receipt switch
    {
        WebhookReceipt.Queued => Results.Ok(new WebhookAnswer(true, false, false)),
        WebhookReceipt.Duplicate => Results.Ok(new WebhookAnswer(true, true, false)),
        WebhookReceipt.Ignored => Results.Ok(new WebhookAnswer(true, false, true)),
        WebhookReceipt.InvalidSignature => ProblemMap.ToResult(400, "invalid_signature", "The Stripe-Signature header does not fit the body and any of the configured secrets."),
        WebhookReceipt.TimestampOutOfTolerance => ProblemMap.ToResult(400, "timestamp_out_of_tolerance", "The signature's timestamp is too far from now."),
        WebhookReceipt.InvalidPayload => ProblemMap.ToResult(400, "invalid_payload", "The body is not an event."),
        WebhookReceipt.NotStored => ProblemMap.ToResult(503, "not_stored", "The event could not be stored. Send it again."),
        _ => throw new InvalidOperationException($"There is no answer for {receipt}."),
    };

    /// <summary>Reads on for a while before it refuses: who is cut off while sending never sees the answer.</summary>
    private static async Task<IResult> TooLargeAsync(HttpContext context)
    {
        var scratch = new byte[16 * 1024];
        for (var drained = 0; drained < 2 * MaximumBytes;)
        {
            var read = await context.Request.Body.ReadAsync(scratch, context.RequestAborted);
            if (read == 0)
                break;
            drained += read;
        }

        context.Response.Headers.Connection = "close";
        return ProblemMap.ToResult(413, "payload_too_large", $"An event may have {MaximumBytes} bytes at most.");
    }

    private static int InitialBytes(HttpRequest request) => (int)Math.Clamp(request.ContentLength + 1 ?? 16 * 1024, 4 * 1024, MaximumBytes + 1);

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, MaximumBytes + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

/// <summary>What Stripe is told about a delivery that was stored.</summary>
public sealed record WebhookAnswer(bool Received, bool Duplicate, bool Ignored);
