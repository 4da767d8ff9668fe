using System.Globalization;
using System.Net;
using System.Text;
using BillingPortal.E2E.Portals;

namespace BillingPortal.E2E.Elements;

/// <summary>
/// A merchant's site on an origin of its own: a few static pages, with the content security policy that Stripe asks of its users and nothing more allowed.
/// </summary>
public sealed class Shop : IDisposable
{
    /// <summary>A page whose policy forbids every frame, as some sites' do.</summary>
    public const string WithoutFrames = "next.html";

    private static readonly string Pages = Path.Combine(Repository.Root, "BillingPortal.E2E", "Elements", "Page");
    private readonly HttpListener listener = new();
    private readonly Uri sandbox;

    public Shop(Uri sandbox)
    {
        this.sandbox = sandbox;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Next()}/"));
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext visit;
            try
            {
                visit = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(visit);
        }
    }

    private async Task AnswerAsync(HttpListenerContext visit)
    {
        var file = Path.Combine(Pages, Path.GetFileName(visit.Request.Url!.AbsolutePath));
        var answer = visit.Response;
        if (File.Exists(file))
        {
            var origin = sandbox.GetLeftPart(UriPartial.Authority);
            answer.ContentType = Path.GetExtension(file) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "text/html; charset=utf-8" };
            answer.Headers["Content-Security-Policy"] =
                $"default-src 'none'; script-src 'self' {origin}; frame-src {(Path.GetFileName(file) == WithoutFrames ? "'none'" : origin)}; connect-src {origin}; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'";
            await answer.OutputStream.WriteAsync(Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(file)).Replace("{{sandbox}}", origin, StringComparison.Ordinal)));
        }
        else
        {
            answer.StatusCode = 404;
        }

        answer.Close();
    }
}
