using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Registers the domains on which wallets are shown, and asks them again.</summary>
internal static class PaymentMethodDomainRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/payment_method_domains", Create);
        routes.Get("/v1/payment_method_domains", List);
        routes.Get("/v1/payment_method_domains/{id}", Of);
        routes.Post("/v1/payment_method_domains/{id}", call => call.Account.Save(Of(call) with { Enabled = call.Parameters.Flag("enabled") ?? Of(call).Enabled }));
        routes.Post("/v1/payment_method_domains/{id}/validate", call => call.Account.Save(Of(call) with { ApplePay = AssociationFile.Check(Of(call).DomainName) }));
    }

    /// <summary>The registration of a host, with or without the port that a browser names.</summary>
    public static PaymentMethodDomain? Find(Account account, string domain) =>
        new[] { domain, domain.Split(':')[0] }.SelectMany(name => account.OwnedBy<PaymentMethodDomain>(PaymentMethodDomain.OwnerOf(name))).FirstOrDefault();

    /// <summary>A domain is registered once; asking again gives the registration that there is.</summary>
    private static PaymentMethodDomain Create(Call call)
    {
        var (account, name) = (call.Account, NameOf(call.Parameters));
        var enabled = call.Parameters.Flag("enabled");
        return account.OwnedBy<PaymentMethodDomain>(PaymentMethodDomain.OwnerOf(name)) is [var known, ..]
            ? account.Save(known with { Enabled = enabled ?? known.Enabled })
            : account.Save(new PaymentMethodDomain
            {
                Id = Ids.New("pmd"), Created = call.Now, DomainName = name, Enabled = enabled ?? true, ApplePay = AssociationFile.Check(name),
            });
    }

    private static ListOf<object> List(Call call)
    {
        var (name, enabled) = (call.Parameters.Text("domain_name"), call.Parameters.Flag("enabled"));
        return Paging.Page<PaymentMethodDomain>(call, domain => enabled is null || domain.Enabled == enabled,
            name is null ? null : call.Account.OwnedBy<PaymentMethodDomain>(PaymentMethodDomain.OwnerOf(name)));
    }

    private static PaymentMethodDomain Of(Call call) => call.FromPath<PaymentMethodDomain>("id", "payment method domain");

    private static string NameOf(Parameters parameters)
    {
        var name = parameters.RequiredText("domain_name").ToLowerInvariant();
        var host = name.Split(':')[0];
        var fits = Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            && (name == host || (AssociationFile.IsThisMachine(host) && ushort.TryParse(name[(host.Length + 1)..], out _)));
        return fits ? name : throw StripeError.Invalid($"Invalid domain name: {name}. Give the bare host, without scheme or path.", "domain_name");
    }
}
