using System.Net;
using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Api;

public sealed class WebhookEndpointTests(SharedPortals portals)
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_signed_event_is_stored_once_and_a_repeated_one_is_a_duplicate(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        using var http = portal.Client();
        var id = StripeDelivery.NewEventId();
        var delivery = Signed(portal, StripeDelivery.EventBody(id));
        var first = await http.DeliverAsync(delivery);
        first.Status.ShouldBe(HttpStatusCode.OK, first.Json.ToString());
        first.Json.ToString().ShouldBe("""{"received":true,"duplicate":false,"ignored":false}""");
        (await http.DeliverAsync(delivery)).Json.ToString().ShouldBe("""{"received":true,"duplicate":true,"ignored":false}""");
        (await InboxAsync(portal, id)).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_event_type_without_a_route_is_stored_as_ignored(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        using var http = portal.Client();
        var id = StripeDelivery.NewEventId();
        (await http.DeliverAsync(Signed(portal, StripeDelivery.EventBody(id, "tax_rate.created")))).Json.ToString().ShouldBe("""{"received":true,"duplicate":false,"ignored":true}""");
        (await InboxAsync(portal, id))!.Row.Status.ShouldBe(InboxStatus.Ignored);
    }

    [Theory]
    [InlineData("missing", "invalid_signature")]
    [InlineData("bad", "invalid_signature")]
    [InlineData("wrong secret", "invalid_signature")]
    [InlineData("other body", "invalid_signature")]
    [InlineData("old", "timestamp_out_of_tolerance")]
    public async Task A_delivery_that_is_not_provably_from_Stripe_now_is_refused_and_nothing_is_stored(string mistake, string code)
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        var id = StripeDelivery.NewEventId();
        var good = Signed(portal, StripeDelivery.EventBody(id));
        var now = TimeProvider.System.GetUtcNow();
        var delivery = mistake switch
        {
            "missing" => good with { Signature = null },
            "bad" => good with { Signature = "t=1,v1=nonsense" },
            "wrong secret" => StripeDelivery.Signed(good.Body, "whsec_of_somebody_else", now),
            "other body" => good with { Body = good.Body + " " },
            _ => StripeDelivery.Signed(good.Body, Secret(portal), now.AddMinutes(-6)),
        };
        (await http.DeliverAsync(delivery)).ShouldBeProblem(HttpStatusCode.BadRequest, code);
        (await InboxAsync(portal, id)).ShouldBeNull();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"object":"event"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_signed_body_that_is_not_an_event_is_refused(string body)
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        (await http.DeliverAsync(Signed(portal, body))).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid_payload");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_one_mebibyte_is_too_large_however_it_is_sent(bool chunked)
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        var delivery = Signed(portal, StripeDelivery.EventBody(StripeDelivery.NewEventId(), customer: new string('x', 1024 * 1024)));
        (await http.DeliverAsync(delivery, chunked)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
    }

    [Fact]
    public async Task An_event_just_below_the_limit_is_taken()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        var delivery = Signed(portal, StripeDelivery.EventBody(StripeDelivery.NewEventId(), "tax_rate.created", new string('x', 500 * 1024)));
        (await http.DeliverAsync(delivery)).Status.ShouldBe(HttpStatusCode.OK);
        (await http.DeliverAsync(delivery, chunked: true)).Json.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_database_is_gone_Stripe_is_told_to_send_again_and_the_retry_is_accepted()
    {
        await using var portal = await PortalHost.StartAsync(DatabaseKind.Postgres);
        using var http = portal.Client();
        var id = StripeDelivery.NewEventId();
        var delivery = Signed(portal, StripeDelivery.EventBody(id));
        var name = new Uri(portal.Database.Url).AbsolutePath.TrimStart('/');
        await DatabaseServers.ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await DatabaseServers.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        (await http.DeliverAsync(delivery)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "not_stored");
        using (var ready = await http.GetAsync("/health/ready"))
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await DatabaseServers.ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
        (await http.DeliverAsync(delivery)).Json.ToString().ShouldBe("""{"received":true,"duplicate":false,"ignored":false}""");
        (await InboxAsync(portal, id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task While_the_SQLite_file_is_locked_Stripe_is_told_to_send_again_and_the_retry_is_accepted()
    {
        await using var portal = await PortalHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string> { ["PROCESSING_ENABLED"] = "0" });
        using var http = portal.Client();
        var id = StripeDelivery.NewEventId();
        var delivery = Signed(portal, StripeDelivery.EventBody(id));
        await using (var hog = new SqliteConnection(portal.Database.Factory.Target.ConnectionString))
        {
            await hog.OpenAsync();
            await using var transaction = await hog.BeginTransactionAsync();
            (await http.DeliverAsync(delivery)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "not_stored");
        }

        // The first try may have got the lock after we stopped waiting for it: then the repetition is the duplicate. Either way it is stored once.
        var answer = await http.DeliverAsync(delivery);
        (answer.Status, answer.Json.GetProperty("received").GetBoolean()).ShouldBe((HttpStatusCode.OK, true));
        (await InboxAsync(portal, id)).ShouldNotBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task The_endpoint_answers_while_processing_is_stopped_and_the_event_waits(DatabaseKind kind)
    {
        await using var portal = await PortalHost.StartAsync(kind, new Dictionary<string, string> { ["PROCESSING_ENABLED"] = "0" });
        using var http = portal.Client();
        var id = StripeDelivery.NewEventId();
        (await http.DeliverAsync(Signed(portal, StripeDelivery.EventBody(id)))).Status.ShouldBe(HttpStatusCode.OK);
        var stored = await InboxAsync(portal, id);
        (stored!.Row.Status, stored.Row.Attempts).ShouldBe((InboxStatus.Pending, 0));
    }

    [Fact]
    public async Task Only_POST_is_taken()
    {
        using var http = (await portals.OnAsync(DatabaseKind.Sqlite)).Client();
        (await http.ApiAsync(HttpMethod.Get, "/api/v1/billing/webhooks/stripe")).Status.ShouldBeOneOf(HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized);
    }

    private static StripeDelivery Signed(PortalHost portal, string body) => StripeDelivery.Signed(body, Secret(portal), TimeProvider.System.GetUtcNow());

    private static string Secret(PortalHost portal) => portal.Services.GetRequiredService<WebhookOptions>().AllSecrets()[0];

    private static Task<InboxDetail?> InboxAsync(PortalHost portal, string id) => portal.Services.GetRequiredService<InboxQueries>().GetAsync(id, CancellationToken.None);
}
