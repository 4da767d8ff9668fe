using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BillingPortal.E2E.Browser;

/// <summary>Somebody without a mouse: Tab leads everywhere, and where the focus is can be seen.</summary>
public sealed class Keyboard(Person person)
{
    private const int LongestWay = 80;

    private IPage Page => person.Page;

    /// <summary>Presses Tab until the target has the focus.</summary>
    public async Task ReachAsync(ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var step = 0; step < LongestWay; step++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                await ShouldShowItsFocusAsync(target);
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{target} cannot be reached with Tab at {Page.Url}.");
    }

    public async Task TypeAsync(ILocator field, string text)
    {
        await ReachAsync(field);
        await Page.Keyboard.TypeAsync(text);
    }

    public async Task PressAsync(ILocator control)
    {
        await ReachAsync(control);
        await Page.Keyboard.PressAsync("Enter");
    }

    private static async Task ShouldShowItsFocusAsync(ILocator target)
    {
        var visible = await target.EvaluateAsync<bool>(
            "element => { const style = getComputedStyle(element); return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none'; }");
        if (!visible)
            throw new InvalidOperationException($"{target} has the focus and does not show it.");
    }
}
