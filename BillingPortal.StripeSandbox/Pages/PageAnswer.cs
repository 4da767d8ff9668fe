using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>What a visit to a hosted page leads to: a page to read, the same form again with its errors, or another address.</summary>
internal sealed record PageAnswer(string? Page, string? Redirect, int Status)
{
    public static PageAnswer Show(string page) => new(page, null, StatusCodes.Status200OK);

    /// <summary>The form as it was sent, with what is wrong beside its fields.</summary>
    public static PageAnswer Again(string page) => new(page, null, StatusCodes.Status422UnprocessableEntity);

    public static PageAnswer Go(string url) => new(null, url, StatusCodes.Status303SeeOther);

    /// <summary>Serves the page of one stored object; nobody learns more of an unknown id than that it is unknown.</summary>
    public static async Task ServeAsync<T>(HttpContext http, PageVisit visit, string noun, Func<Account, T, PageAnswer> work) where T : StripeObject
    {
        var answer = await visit.AtAsync<T, PageAnswer>((string)http.Request.RouteValues["id"]!, work)
            ?? new PageAnswer(Message("Nothing here", $"This {noun} does not exist in the sandbox."), null, StatusCodes.Status404NotFound);
        if (answer.Redirect is { } url)
        {
            SeeOther(http, url);
            return;
        }

        await WriteAsync(http, answer.Page!, answer.Status);
    }
}
