using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace BillingPortal.Tests.Host;

/// <summary>What a browser without scripts does: keeps cookies, follows links and redirects, fills forms as they are on the page (antiforgery token included).</summary>
public sealed class Browser : IDisposable
{
    private const int MostRedirects = 10;
    private readonly HttpClient http;
    private readonly CookieContainer cookies = new();

    public Browser(Uri portal)
    {
        Portal = portal;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = portal };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public Uri Portal { get; }

    /// <summary>Where the last page was found, after its redirects.</summary>
    public Uri Location { get; private set; } = new("about:blank");

    public HttpStatusCode Status { get; private set; }

    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    public string Text => Page.Body?.TextContent ?? "";

    public IReadOnlyList<Cookie> Cookies => [.. cookies.GetCookies(Portal).Cast<Cookie>()];

    public Task GoAsync(string path) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Portal, path)));

    /// <summary>Fills the first form that has all the fields and sends it.</summary>
    public Task SubmitAsync(params (string Name, string Value)[] fields)
    {
        var form = Page.QuerySelectorAll<IHtmlFormElement>("form").FirstOrDefault(form => fields.All(field => Field(form, field.Name) is not null))
            ?? throw new InvalidOperationException($"{Location} ({Status}) has no form with {string.Join(", ", fields.Select(field => field.Name))}:\n{Page.DocumentElement.OuterHtml}");
        var values = form.Elements.OfType<IHtmlInputElement>().Where(input => input is { Name.Length: > 0 } && (input.Type is not ("checkbox" or "radio") || input.IsChecked))
            .Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Where(pair => fields.All(field => !Same(pair.Key, field.Name)))
            .Concat(fields.Select(field => KeyValuePair.Create(Field(form, field.Name)!, field.Value)));
        return FollowAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Location, form.GetAttribute("action") is { Length: > 0 } action ? action : "")) { Content = new FormUrlEncodedContent([.. values]) });
    }

    /// <summary>A request of a script on the page: same cookies, nothing followed.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    public void Dispose() => http.Dispose();

    private async Task FollowAsync(HttpRequestMessage request)
    {
        for (var step = 0; step < MostRedirects; step++)
        {
            using var answer = await http.SendAsync(request);
            Location = request.RequestUri!;
            Status = answer.StatusCode;
            if (answer.Headers.Location is not { } next)
            {
                Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                return;
            }

            request = new HttpRequestMessage(HttpMethod.Get, new Uri(Location, next));
        }

        throw new InvalidOperationException($"More than {MostRedirects} redirects, last to {Location}.");
    }

    /// <summary>Blazor names a field by its model (<c>Input.Email</c>): the last part is what a person reads.</summary>
    private static string? Field(IHtmlFormElement form, string name) => form.Elements.OfType<IHtmlInputElement>().Select(input => input.Name)
        .Concat(form.Elements.OfType<IHtmlButtonElement>().Select(button => button.GetAttribute("name"))) // a button tells by its value which of several was pressed
        .FirstOrDefault(known => known is { Length: > 0 } && Same(known, name));

    private static bool Same(string fieldName, string name) => string.Equals(fieldName.Split('.')[^1], name, StringComparison.OrdinalIgnoreCase);
}
