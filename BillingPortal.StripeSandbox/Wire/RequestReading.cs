using System.Text;
using BillingPortal.StripeSandbox.Wire.Surface;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>The first steps of a request: its API version, its form as a tree, and the check against what Stripe describes.</summary>
internal static class RequestReading
{
    private const string Unreadable = "Invalid request (check that your POST content type is application/x-www-form-urlencoded).";

    /// <summary>The caller's version; null when none was sent, which stands for the account's own.</summary>
    public static string? Version(HttpRequest request)
    {
        var sent = request.Headers["Stripe-Version"].ToString();
        return sent.Length == 0 ? null
            : ApiVersions.IsKnown(sent) ? sent
            : throw StripeError.Invalid($"Invalid Stripe API version: {sent}");
    }

    /// <returns>The parameters, and their text by which an idempotency key knows the request again.</returns>
    public static async Task<(FormNode Form, string Text)> FormAsync(HttpRequest request, HashShape? shape)
    {
        var query = request.QueryString.HasValue ? request.QueryString.Value![1..] : "";
        var body = HttpMethods.IsGet(request.Method) ? "" : await BodyAsync(request);
        var form = FormParser.Parse(body, FormParser.Parse(query));
        if (shape is not null)
        {
            var lenient = !request.Headers.ContainsKey("Stripe-Version");
            RequestCheck.Run(form, shape, inQuery: !HttpMethods.IsPost(request.Method), lenient);
        }

        return (form, query.Length == 0 ? body : $"{query}\n{body}");
    }

    private static async Task<string> BodyAsync(HttpRequest request)
    {
        try
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            return body.Length == 0 || IsForm(request.ContentType) ? body : throw StripeError.Invalid(Unreadable);
        }
        catch (BadHttpRequestException broken)
        {
            // Too large, cut off, or not what its length said: the server knows the status, the caller gets Stripe's error object with it.
            throw new StripeError(broken.StatusCode, new ErrorBody { Type = "invalid_request_error", Message = broken.Message }) { IsValidation = true };
        }
    }

    /// <summary>A body without a type is taken for a form, as curl and scripts send it.</summary>
    private static bool IsForm(string? type) =>
        string.IsNullOrEmpty(type) || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
