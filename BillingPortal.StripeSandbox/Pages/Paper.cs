using Microsoft.AspNetCore.Http;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>A PDF as it goes to the browser.</summary>
internal sealed record Paper(string Name, byte[] Pdf)
{
    /// <summary>Offers the paper for keeping, or says that there is none.</summary>
    public static async Task WriteAsync(HttpContext http, Paper? paper)
    {
        if (paper is not { } found)
        {
            await Html.WriteAsync(http, Message("Nothing here", "There is no such paper."), StatusCodes.Status404NotFound);
            return;
        }

        http.Response.ContentType = "application/pdf";
        http.Response.ContentLength = found.Pdf.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{found.Name}\"";
        await http.Response.Body.WriteAsync(found.Pdf);
    }
}
