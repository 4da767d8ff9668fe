using BillingPortal.StripeSandbox.Wire.Surface;
using BillingPortal.Tests.Sandbox;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>Every parameter of every described operation, at every level: a wrong type and an unknown key are refused with the parameter's name.</summary>
public sealed class SurfaceFuzzTests
{
    private const string NoSuchKey = "no_such_key";

    [Theory, MemberData(nameof(ServedOperationsTests.Served), MemberType = typeof(ServedOperationsTests))]
    public async Task Every_parameter_of_a_wrong_kind_is_refused_by_its_name(string operation)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (method, path) = (new HttpMethod(operation.Split(' ')[0]), operation.Split(' ')[1].Replace("{}", "none", StringComparison.Ordinal));
        var wrong = Cases(RequestSurface.Operations[operation], "").ToList();
        var found = new List<string>();
        foreach (var (name, value, param) in wrong)
        {
            var inQuery = method != HttpMethod.Post;
            using var answer = await room.SendAsync(method, inQuery ? $"{path}?{Uri.EscapeDataString(name)}={value}" : path, inQuery ? [] : [$"{name}={value}"]);
            var error = (await SandboxRoom.JsonAsync(answer)).GetProperty("error");
            var named = error.TryGetProperty("param", out var told) ? told.GetString() : null;
            if ((int)answer.StatusCode != 400 || named != param)
                found.Add($"{name}={value}: {(int)answer.StatusCode} about {named}: {error.Text("message")}");
        }

        found.ShouldBeEmpty();
        wrong.ShouldContain(one => one.Param == NoSuchKey);
    }

    private static IEnumerable<(string Name, string Value, string Param)> Cases(HashShape hash, string path)
    {
        yield return (Within(path, NoSuchKey), "1", Within(path, NoSuchKey));
        foreach (var field in hash.Fields.Values)
        {
            foreach (var one in Cases(field.Slot, Within(path, field.Name)))
                yield return one;
        }
    }

    private static IEnumerable<(string Name, string Value, string Param)> Cases(Slot slot, string at)
    {
        if (!slot.Shapes.Any(shape => shape is PlainShape { Type: "string" }))
            yield return (at, "no-such-value", at);
        if (!slot.Shapes.Any(shape => shape is HashShape or MapShape))
            yield return (Within(at, "key"), "1", at);
        foreach (var shape in slot.Shapes)
        {
            var inside = shape switch
            {
                HashShape hash => Cases(hash, at),
                ListShape list => Cases(list.Element, Within(at, "0")),
                MapShape map => Cases(map.Value, Within(at, "any")),
                _ => [],
            };
            foreach (var one in inside)
                yield return one;
        }
    }

    private static string Within(string path, string name) => path.Length == 0 ? name : $"{path}[{name}]";
}
