using System.Globalization;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Faults;

/// <summary><c>/_sandbox/faults</c>: list, add and take away what goes wrong. Absent from Stripe.</summary>
internal static class FaultRoutes
{
    private static readonly Dictionary<string, FaultKind> Kinds = new()
    {
        ["error"] = FaultKind.Error, ["rate_limit"] = FaultKind.RateLimit, ["slow"] = FaultKind.Slow, ["lost_answer"] = FaultKind.LostAnswer,
        ["drop"] = FaultKind.Drop, ["duplicate"] = FaultKind.Duplicate, ["delay"] = FaultKind.Delay, ["reorder"] = FaultKind.Reorder,
        ["wrong_signature"] = FaultKind.WrongSignature,
    };

    public static void Map(WebApplication app, FaultDesk desk)
    {
        app.MapGet("/_sandbox/faults", (RequestDelegate)(http => WriteAsync(http, desk)));
        app.MapPost("/_sandbox/faults", (RequestDelegate)(http => SandboxForm.HandleAsync(http, parameters =>
        {
            var order = Read(parameters);
            parameters.RefuseUnread();
            desk.Add(order);
        }, () => WriteAsync(http, desk))));
        app.MapDelete("/_sandbox/faults", (RequestDelegate)(http =>
        {
            desk.Clear();
            return WriteAsync(http, desk);
        }));
        app.MapDelete("/_sandbox/faults/{id}", (RequestDelegate)(http => SandboxForm.HandleAsync(http, _ =>
        {
            var id = (string)http.Request.RouteValues["id"]!;
            if (!desk.Remove(id))
            {
                throw StripeError.Missing("fault", id, "id");
            }
        }, () => WriteAsync(http, desk))));
    }

    private static FaultOrder Read(Parameters parameters)
    {
        var kind = parameters.Choice("kind", [.. Kinds.Keys]) ?? throw StripeError.MissingParameter("kind");
        return new FaultOrder
        {
            Id = Ids.New("fault", 14),
            Kind = Kinds[kind],
            Rate = (double)Between(parameters, "rate", parameters.Decimal("rate") ?? 1, 0, 1),
            Count = (int?)AtLeastOne(parameters, "count"),
            PerSecond = (int?)AtLeastOne(parameters, "per_second"),
            Path = parameters.Text("path"),
            Method = parameters.Choice("method", "GET", "POST", "DELETE"),
            Types = parameters.Texts("types"),
            About = parameters.Text("about"),
            Status = (int)Between(parameters, "status", parameters.Integer("status") ?? 500, 400, 599),
            Wait = parameters.Integer("seconds") is { } seconds
                ? TimeSpan.FromSeconds((double)Between(parameters, "seconds", seconds, 0, 86_400))
                : TimeSpan.FromMilliseconds((double)Between(parameters, "milliseconds", parameters.Integer("milliseconds") ?? 1_000, 0, 60_000)),
            Times = (int)Between(parameters, "times", parameters.Integer("times") ?? 2, 2, 20),
            Seed = (int)Between(parameters, "seed", parameters.Integer("seed") ?? 0, 0, int.MaxValue),
        };
    }

    private static long? AtLeastOne(Parameters parameters, string name) =>
        parameters.Integer(name) is { } value ? (long)Between(parameters, name, value, 1, 1_000_000) : null;

    private static decimal Between(Parameters parameters, string name, decimal value, decimal least, decimal most) => value >= least && value <= most
        ? value
        : throw StripeError.Invalid(string.Create(CultureInfo.InvariantCulture, $"{name} lies between {least} and {most}."), parameters.Name(name));

    private static Task WriteAsync(HttpContext http, FaultDesk desk) => http.Response.WriteAsJsonAsync(new
    {
        data = desk.All().Select(fault => new
        {
            id = fault.Order.Id, kind = Kinds.Single(pair => pair.Value == fault.Order.Kind).Key, rate = fault.Order.Rate, count = fault.Order.Count,
            per_second = fault.Order.PerSecond, path = fault.Order.Path, method = fault.Order.Method, types = fault.Order.Types, about = fault.Order.About, status = fault.Order.Status,
            milliseconds = (long)fault.Order.Wait.TotalMilliseconds, times = fault.Order.Times, hits = fault.Hits, over = fault.IsSpent,
        }),
    });
}
