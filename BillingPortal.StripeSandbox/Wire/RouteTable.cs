namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Does one operation of the API and returns the record, list or deletion that answers it.</summary>
internal delegate object Handler(Call call);

/// <summary>Collects the operations of every resource; the pipeline serves them.</summary>
internal sealed class RouteTable
{
    private readonly List<(string Method, string Path, Handler Handler)> routes = [];

    public IReadOnlyList<(string Method, string Path, Handler Handler)> Routes => routes;

    public void Get(string path, Handler handler) => routes.Add(("GET", path, handler));

    public void Post(string path, Handler handler) => routes.Add(("POST", path, handler));

    public void Delete(string path, Handler handler) => routes.Add(("DELETE", path, handler));
}
