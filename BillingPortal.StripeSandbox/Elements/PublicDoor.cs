using System.Net;
using System.Text;
using BillingPortal.StripeSandbox.Wire;
using BillingPortal.StripeSandbox.Wire.Surface;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>
/// Stands before the API's pipeline. A request with a secret key passes untouched; one with a publishable key is let through for what browsers may
/// do, with what its holder knows checked inside of the account's gate, and its answer is cut down to what the public may see.
/// </summary>
internal sealed class PublicDoor(ApiPipeline pipeline)
{
    /// <summary>What names the caller rather than the work. The handlers never see it.</summary>
    private static readonly HashSet<string> Credentials = ["key", "client_secret", "_stripe_version"];

    /// <param name="http">The request.</param>
    /// <param name="path">The pattern of the operation's path.</param>
    /// <param name="handler">Does the operation.</param>
    /// <param name="shape">What Stripe describes for it. Browsers send more than that, which <see cref="PublicOperation"/> lists.</param>
    public async Task ServeAsync(HttpContext http, string path, Handler handler, HashShape? shape = null)
    {
        if (await PublishableKey.OfAsync(http.Request) is { IsLive: false } key)
        {
            await ServePublicAsync(http, key, PublicOperation.Find(http.Request.Method, path), handler);
            return;
        }

        await pipeline.ServeAsync(http, handler, shape);
    }

    private async Task ServePublicAsync(HttpContext http, PublishableKey key, PublicOperation? operation, Handler handler)
    {
        var request = http.Request;
        var query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        var body = await BodyOf(request);
        var sent = FormParser.Parse(body, FormParser.Parse(query));
        request.QueryString = Without(query) is { Length: > 0 } rest ? new QueryString("?" + rest) : QueryString.Empty;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(Without(body)));
        request.Headers.Authorization = "Bearer " + key.SecretKey;
        // A stored answer would come back without the checks below.
        request.Headers.Remove("Idempotency-Key");

        var client = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await pipeline.ServeAsync(http, call =>
            {
                (operation ?? throw SecretKeyRequired()).Check(call, sent);
                return handler(call);
            });
        }
        finally
        {
            http.Response.Body = client;
        }

        http.Response.ContentLength = null;
        await http.Response.WriteAsync(PublicView.Of(Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length)));
    }

    private static async Task<string> BodyOf(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return HttpMethods.IsPost(request.Method) ? await reader.ReadToEndAsync() : "";
    }

    private static string Without(string form) =>
        string.Join('&', form.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(static pair => !Credentials.Contains(WebUtility.UrlDecode(pair.Split('=')[0]))));

    private static StripeError SecretKeyRequired() => new(401, new ErrorBody
    {
        Type = "invalid_request_error", Code = "secret_key_required",
        Message = "This API call cannot be made with a publishable API key. Please use a secret API key: the one with the same ending, sk_test_... for pk_test_...",
    }) { IsValidation = true };
}
