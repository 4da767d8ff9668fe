using System.Globalization;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Subscriptions;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The plans and quantities that a portal configuration offers for a subscription.</summary>
internal static class PlanOptions
{
    private const long MostOfAnything = 999_999;

    /// <summary>Least and most that may be ordered, or null when the quantity is fixed.</summary>
    public static (long Least, long Most)? QuantityOf(PortalUpdate feature, Price price)
    {
        if (price.Recurring?.UsageType == "metered")
        {
            return null;
        }

        var limits = feature.Products?.Find(product => product.Prices.Contains(price.Id))?.AdjustableQuantity;
        return feature.Allows("quantity") || limits is { Enabled: true } ? (limits?.Minimum ?? 1, limits?.Maximum ?? MostOfAnything) : null;
    }

    public static string Render(PortalView view, Subscription subscription)
    {
        var (item, feature) = (subscription.Items.Data[0], view.Features.SubscriptionUpdate);
        var offered = feature.Allows("price")
            ? feature.Prices.Select(id => view.Account.Find<Price>(id)).OfType<Price>().Where(price => price.Active && price.Currency == subscription.Currency).ToList() : [];
        offered = offered.Exists(price => price.Id == item.Price.Id) ? offered : [item.Price, .. offered];
        var quantity = offered.Select(price => QuantityOf(feature, price)).FirstOrDefault(limits => limits is not null);
        return $"""
            <fieldset class="choices"><legend class="sr">Plans</legend>
              {string.Concat(offered.Select(price => Option(view, price, price.Id == item.Price.Id)))}
            </fieldset>
            {(quantity is var (least, most) ? string.Create(CultureInfo.InvariantCulture, $"""
                <div class="field short"><label for="quantity">Quantity</label>
                  <input id="quantity" name="quantity" type="number" inputmode="numeric" min="{least}" max="{most}" value="{item.Quantity ?? 1}"></div>
                """) : "")}
            {(feature.Allows("promotion_code") ? """
                <div class="field short wide"><label for="promotion">Promotion code <small>(optional)</small></label><input id="promotion" name="promotion" autocomplete="off" autocapitalize="characters"></div>
                """ : "")}
            """;
    }

    private static string Option(PortalView view, Price price, bool current) =>
        $"""
        <label class="choice"><input type="radio" name="price" value="{price.Id}"{(current ? " checked" : "")}>
          <span><strong>{Text(view.Name(price))}</strong> {(current ? """<span class="tag">Current plan</span>""" : "")}<br>{Text(PortalView.Each(price, 1))}</span></label>
        """;
}
