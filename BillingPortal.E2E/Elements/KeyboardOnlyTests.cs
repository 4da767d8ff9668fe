using BillingPortal.E2E.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Elements;

/// <summary>The whole way without a mouse.</summary>
public sealed class KeyboardOnlyTests(Chromium chromium, Sandbox sandbox) : ShopTest(chromium, sandbox)
{
    [Fact]
    public async Task Somebody_without_a_mouse_pays_and_answers_the_bank()
    {
        var (_, secret) = await Sandbox.IncompleteSubscriptionAsync();
        var shopper = await EnterAsync($"secret={secret}");
        var keyboard = shopper.Page.Keyboard;
        await Expect(shopper.Payment.GetByLabel("Card number")).ToBeVisibleAsync();
        await shopper.Page.EvaluateAsync("elements.getElement('payment').focus()");
        await Expect(shopper.Payment.GetByLabel("Card number")).ToBeFocusedAsync();
        foreach (var text in (string[])["4000002760003184", "1234", "123"])
        {
            await keyboard.TypeAsync(text);
            await keyboard.PressAsync("Tab");
        }

        await keyboard.PressAsync("Tab");
        await Expect(shopper.Payment.GetByLabel("ZIP code")).ToBeFocusedAsync();
        await keyboard.TypeAsync("94103");
        await keyboard.PressAsync("Tab");
        await Expect(shopper.Page.Locator("#submit")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        var approve = shopper.Bank.GetByRole(AriaRole.Button, new() { Name = "Complete authentication" });
        await Expect(approve).ToBeVisibleAsync();
        await keyboard.PressAsync("Tab");
        await Expect(approve).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(shopper.Result).ToHaveTextAsync("succeeded");
        (await shopper.HeardAsync("payment", "focus")).GetProperty("elementType").GetString().ShouldBe("payment");
    }
}
