using BillingPortal.Access;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Hosting;

/// <summary>What a person sees in the terminal when the portal is up: where to click, and in sandbox mode how to sign in.</summary>
public static class Welcome
{
    public static void Print(WebApplication app, TextWriter output)
    {
        var address = PortalStart.OwnAddress(app).GetLeftPart(UriPartial.Authority);
        output.WriteLine();
        output.WriteLine($"BillingPortal is ready at {address}");
        if (app.Services.GetRequiredService<AppOptions>().BaseUrl is { } known && known != address)
            output.WriteLine($"  customers reach it at {known}");
        output.WriteLine($"  pricing   {address}{PortalUrls.Pricing}");
        output.WriteLine($"  console   {address}{PortalUrls.Admin}");
        if (app.Services.GetRequiredService<SandboxStartup>().Address is not { } sandbox)
            return;
        output.WriteLine($"  sandbox   {sandbox.GetLeftPart(UriPartial.Authority)}   (a simulator: no Stripe account, no real money)");
        output.WriteLine($"  mail      {address}{PortalUrls.CaughtMail}?to=<address>   (caught, never sent)");
        output.WriteLine($"  demo sign-ins, password {DemoSeed.Password}:");
        foreach (var demo in DemoSeed.SignIns)
            output.WriteLine($"    {demo.Email,-24} {demo.Role ?? $"owner of {demo.Organization}"}");
        output.WriteLine();
    }
}
