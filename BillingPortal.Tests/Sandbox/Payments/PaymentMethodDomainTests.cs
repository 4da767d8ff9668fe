using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Domains for wallets: only a site on this machine is asked, elsewhere the name decides.</summary>
public sealed class PaymentMethodDomainTests
{
    [Theory]
    [InlineData("billing.acme.io", "active")]
    [InlineData("shop.example", "inactive")]
    [InlineData("intranet", "inactive")]
    [InlineData("10.0.0.1", "inactive")]
    public async Task A_name_that_no_public_site_can_have_is_not_for_Apple_Pay(string name, string applePay)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var domain = await room.PostAsync("/v1/payment_method_domains", $"domain_name={name}");
        (domain.GetProperty("apple_pay").Text("status"), domain.GetProperty("google_pay").Text("status"), domain.GetProperty("enabled").GetBoolean()).ShouldBe((applePay, "active", true));
        if (applePay == "inactive")
            domain.GetProperty("apple_pay").GetProperty("status_details").Text("error_message").ShouldContain("public site");
    }

    [Fact]
    public async Task A_site_on_this_machine_becomes_active_once_it_serves_the_file()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var site = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        var asked = new List<string>();
        var serving = ServeAsync(site, asked, HttpStatusCode.NotFound, HttpStatusCode.OK);
        var name = $"127.0.0.1:{((IPEndPoint)site.LocalEndpoint).Port}";
        var domain = await room.PostAsync("/v1/payment_method_domains", $"domain_name={name}");
        domain.GetProperty("apple_pay").GetProperty("status_details").Text("error_message").ShouldContain("404");
        (await room.PostAsync($"/v1/payment_method_domains/{domain.Text("id")}/validate")).GetProperty("apple_pay").Text("status").ShouldBe("active");
        await serving;
        asked.ShouldBe(["/.well-known/apple-developer-merchantid-domain-association", "/.well-known/apple-developer-merchantid-domain-association"]);
        site.Stop();
        (await room.PostAsync($"/v1/payment_method_domains/{domain.Text("id")}/validate")).GetProperty("apple_pay").Text("status").ShouldBe("inactive");
    }

    [Fact]
    public async Task A_domain_is_registered_once_and_can_be_switched_off()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var first = (await room.PostAsync("/v1/payment_method_domains", "domain_name=billing.acme.io")).Text("id");
        (await room.PostAsync("/v1/payment_method_domains", "domain_name=Billing.Acme.io")).Text("id").ShouldBe(first);
        await room.PostAsync("/v1/payment_method_domains/" + first, "enabled=false");
        (await room.GetAsync("/v1/payment_method_domains?enabled=true")).Ids().ShouldBeEmpty();
        (await room.GetAsync("/v1/payment_method_domains?domain_name=billing.acme.io")).Ids().ShouldBe([first]);
    }

    [Theory]
    [InlineData("https://shop.acme.io")]
    [InlineData("shop.acme.io/pay")]
    [InlineData("shop.acme.io:8080")]
    [InlineData("a domain")]
    public async Task What_is_not_a_bare_host_is_refused(string name)
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.RefusedAsync(HttpMethod.Post, "/v1/payment_method_domains", $"domain_name={name}")).Error.Text("param").ShouldBe("domain_name");
    }

    private static async Task ServeAsync(TcpListener site, List<string> asked, params HttpStatusCode[] answers)
    {
        foreach (var answer in answers)
        {
            using var visitor = await site.AcceptTcpClientAsync();
            await using var stream = visitor.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            asked.Add((await reader.ReadLineAsync())!.Split(' ')[1]);
            while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
            {
                // The rest of the request's head.
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(int)answer} x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfile"));
        }
    }
}
