using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BillingPortal.E2E.Portals;

/// <summary>Loopback ports that nobody listens on; a port is handed out once per run, so that two portals never meet.</summary>
public static class FreePorts
{
    private static readonly ConcurrentDictionary<int, bool> Given = [];

    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true))
                return port;
        }
    }
}
