using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.Tests.Sandbox.Wire;

public sealed class FormParserTests
{
    [Theory]
    [InlineData("a[b]=1", "a.b=1")]
    [InlineData("a%5Bb%5D=1", "a.b=1")]
    [InlineData("items[0][price]=p&items[1][price]=q", "items.0.price=p items.1.price=q")]
    [InlineData("types[]=card&types[]=link", "types.0=card types.1=link")]
    [InlineData("items[][price]=p&items[][quantity]=2&items[][price]=q", "items.0.price=p items.0.quantity=2 items.1.price=q")]
    [InlineData("name=A+b%20c%2Bd", "name=A b c+d")]
    [InlineData("clear=&flag", "clear= flag=")]
    [InlineData("metadata[a.b]=x%3Dy%26z", "metadata.a.b=x=y&z")]
    public void Every_way_in_which_clients_write_forms_is_read(string form, string expected) =>
        string.Join(' ', Leaves(FormParser.Parse(form), "")).ShouldBe(expected);

    private static IEnumerable<string> Leaves(FormNode node, string path) => node.IsText
        ? [$"{path}={node.Text}"]
        : node.Children.SelectMany(child => Leaves(child.Value, path.Length == 0 ? child.Key : $"{path}.{child.Key}"));
}
