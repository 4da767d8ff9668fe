using BillingPortal.Access;
using BillingPortal.Components;
using BillingPortal.Core;
using BillingPortal.Core.Primitives;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPortalOptions<AppOptions>(builder.Configuration, "App");
builder.Services.AddBillingCore(builder.Configuration);
builder.Services.AddAccess(builder.Configuration);
builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = false);
builder.Services.AddPortalComponents();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<PortalApp>().AddInteractiveServerRenderMode();
await app.RunAsync();
