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

    /// <summary>The operation behind a path as a client writes it, with the values of its segments; a path that names more goes before one with places to fill.</summary>
    public (Handler Handler, IReadOnlyDictionary<string, string> Values)? Find(string method, string path)
    {
        (Handler Handler, IReadOnlyDictionary<string, string> Values)? best = null;
        foreach (var route in routes.Where(route => route.Method == method))
        {
            if (Match(route.Path.Split('/'), path.Split('/')) is { } values && !(best?.Values.Count <= values.Count))
            {
                best = (route.Handler, values);
            }
        }

        return best;
    }

    private static Dictionary<string, string>? Match(string[] template, string[] path)
    {
        if (template.Length != path.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        for (var at = 0; at < path.Length; at++)
        {
            if (template[at].StartsWith('{'))
            {
                values[template[at].Trim('{', '}')] = path[at];
            }
            else if (template[at] != path[at])
            {
                return null;
            }
        }

        return values;
    }
}
