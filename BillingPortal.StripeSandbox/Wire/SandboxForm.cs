using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Reads a request to the sandbox's own controls, form and query together, and refuses in the same shape as the API does.</summary>
internal static class SandboxForm
{
    /// <param name="http">The request.</param>
    /// <param name="act">Does the work; a <see cref="StripeError"/> becomes the answer.</param>
    /// <param name="answer">Writes the answer of a request that was not refused.</param>
    public static async Task HandleAsync(HttpContext http, Action<Parameters> act, Func<Task> answer)
    {
        using var reader = new StreamReader(http.Request.Body);
        var query = http.Request.QueryString.HasValue ? http.Request.QueryString.Value![1..] : "";
        try
        {
            act(new Parameters(FormParser.Parse(await reader.ReadToEndAsync(), FormParser.Parse(query))));
        }
        catch (StripeError refused)
        {
            http.Response.StatusCode = refused.Status;
            await http.Response.WriteAsJsonAsync(new { error = new { message = refused.Message, param = refused.Body.Param } });
            return;
        }

        await answer();
    }
}
