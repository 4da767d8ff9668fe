using System.Net;
using System.Net.Sockets;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>
/// Looks whether a site serves the file by which Apple knows its merchant. Only a site on this machine is really asked; the sandbox never reaches
/// out. Elsewhere the name decides: one that no public site can have is inactive, as it would be at Stripe, and the rest is taken to be in order.
/// </summary>
internal static class AssociationFile
{
    private const string Path = "/.well-known/apple-developer-merchantid-domain-association";
    private static readonly string[] NeverPublic = ["test", "example", "invalid", "localhost", "local", "internal", "onion"];
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = TimeSpan.FromMilliseconds(500) })
    {
        Timeout = TimeSpan.FromSeconds(1), MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <param name="domain">A host name, with a port only for this machine.</param>
    public static DomainStatus Check(string domain)
    {
        var host = domain.Split(':')[0];
        return IsThisMachine(host) ? Ask(domain)
            : !host.Contains('.', StringComparison.Ordinal) || IPAddress.TryParse(host, out _) || NeverPublic.Contains(host[(host.LastIndexOf('.') + 1)..])
                ? DomainStatus.Inactive($"{host} is not a public site, so Apple cannot find {Path} there.")
                : DomainStatus.Active;
    }

    public static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" || host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>One short question while the account waits: whoever registers a domain waits for the answer anyway.</summary>
    private static DomainStatus Ask(string domain)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder("http://" + domain) { Path = Path }.Uri);
            using var answer = Http.Send(request);
            return answer is { IsSuccessStatusCode: true, Content.Headers.ContentLength: not 0 } ? DomainStatus.Active
                : DomainStatus.Inactive($"{domain} answered {(int)answer.StatusCode} for {Path}.");
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or SocketException or TaskCanceledException)
        {
            return DomainStatus.Inactive($"{domain} could not be reached for {Path}.");
        }
    }
}
