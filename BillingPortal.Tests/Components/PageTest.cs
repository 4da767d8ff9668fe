using System.Globalization;
using AngleSharp.Dom;
using BillingPortal.Tests.Time;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Components;

/// <summary>A component rendered alone, in American English, at a fixed instant.</summary>
public abstract class PageTest : BunitContext
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    protected PageTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        Services.AddSingleton<TimeProvider>(new FakeTime(Samples.Now));
    }

    /// <summary>The text a reader sees: pieces of neighbouring elements stand apart, runs of white space are one.</summary>
    protected static string TextOf<TComponent>(IRenderedComponent<TComponent> rendered)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        string.Join(' ', rendered.Nodes.SelectMany(node => node.GetDescendants().Prepend(node)).OfType<IText>().SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentCulture = before;
        base.Dispose(disposing);
    }
}
