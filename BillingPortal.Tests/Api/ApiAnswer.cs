using System.Net;
using System.Text.Json;

namespace BillingPortal.Tests.Api;

/// <summary>An answer of the JSON API, read once.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string? MediaType, JsonElement Json)
{
    public string? Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            using var document = JsonDocument.Parse(text.Length == 0 ? "null" : text);
            return new ApiAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, document.RootElement.Clone());
        }
    }

    /// <summary>RFC 9457, with our stable code.</summary>
    public void ShouldBeProblem(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Json.ToString());
        MediaType.ShouldBe("application/problem+json");
        Code.ShouldBe(code);
        Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }
}

internal static class ApiAnswers
{
    public static async Task<ApiAnswer> ApiAsync(this HttpClient http, HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body as HttpContent ?? System.Net.Http.Json.JsonContent.Create(body, options: new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        return await ApiAnswer.ReadAsync(await http.SendAsync(request));
    }

    public static async Task<ApiAnswer> DeliverAsync(this HttpClient http, StripeDelivery delivery, bool chunked = false)
    {
        using var request = delivery.ToRequest(chunked);
        return await ApiAnswer.ReadAsync(await http.SendAsync(request));
    }
}
