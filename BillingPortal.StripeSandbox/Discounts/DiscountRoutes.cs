using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Takes discounts away from customers and subscriptions.</summary>
internal static class DiscountRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Delete("/v1/customers/{id}/discount", call => Delete(call, CustomerRoutes.Live(call, call.Path["id"], "customer").Discount?.Id));
        routes.Delete("/v1/subscriptions/{id}/discount", call =>
            Delete(call, call.FromPath<Subscription>("id", "subscription").Discounts is [.., var last] ? last : null));
    }

    private static DeletedDiscount Delete(Call call, string? id)
    {
        var discount = call.Account.Find<Discount>(id) ?? throw StripeError.WrongState("No active discount for customer or subscription.", "resource_missing");
        return DeletedDiscount.Of(DiscountEnd.End(call.Account, discount));
    }

    private sealed record DeletedDiscount
    {
        public required string Id { get; init; }

        public string Object => "discount";

        public string? CheckoutSession { get; init; }

        public string? Customer { get; init; }

        public string? CustomerAccount => null;

        public bool Deleted => true;

        public string? Invoice { get; init; }

        public string? InvoiceItem { get; init; }

        public string? PromotionCode { get; init; }

        public required DiscountSource Source { get; init; }

        public long Start { get; init; }

        public string? Subscription { get; init; }

        public string? SubscriptionItem { get; init; }

        public static DeletedDiscount Of(Discount gone) => new()
        {
            Id = gone.Id, CheckoutSession = gone.CheckoutSession, Customer = gone.Customer, Invoice = gone.Invoice, InvoiceItem = gone.InvoiceItem,
            PromotionCode = gone.PromotionCode, Source = gone.Source, Start = gone.Start, Subscription = gone.Subscription, SubscriptionItem = gone.SubscriptionItem,
        };
    }
}
