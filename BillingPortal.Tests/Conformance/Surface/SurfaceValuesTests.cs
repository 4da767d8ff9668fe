using BillingPortal.StripeSandbox.Wire.Surface;
using BillingPortal.Tests.Sandbox;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>Every parameter of every described operation with values of its own kind: done or refused, never an outage; no filter is passed over.</summary>
public sealed class SurfaceValuesTests
{
    private static readonly string Long = new('x', 6000);

    [Theory, MemberData(nameof(ServedOperationsTests.Served), MemberType = typeof(ServedOperationsTests))]
    public async Task No_value_of_a_parameters_own_kind_is_an_outage(string operation)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var world = await SurfaceWorld.MakeAsync(room);
        var found = new List<string>();
        foreach (var form in Forms(operation, world))
        {
            var (status, text) = await SendAsync(room, operation, world.Path(operation), form);
            if (status >= 500)
                found.Add($"{string.Join('&', form.Select(pair => pair.Length > 80 ? pair[..80] : pair))}: {text}");
        }

        string.Join('\n', found.Take(20)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(ServedOperationsTests.Read), MemberType = typeof(ServedOperationsTests))]
    public async Task No_filter_of_a_list_is_passed_over(string operation)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var world = await SurfaceWorld.MakeAsync(room);
        var found = new List<string>();
        foreach (var form in Forms(operation, world))
        {
            var (_, text) = await SendAsync(room, operation, world.Path(operation), form);
            if (text.Contains("sandbox_parameter_unsupported", StringComparison.Ordinal))
                found.Add(string.Join('&', form));
        }

        found.ShouldBeEmpty();
    }

    /// <summary>Each parameter once with each value, beside what is required.</summary>
    private static IEnumerable<List<string>> Forms(string operation, SurfaceWorld world)
    {
        var shape = RequestSurface.Operations[operation];
        var required = world.Required(shape, "").Where(pair => pair.Length > 0).ToList();
        yield return required;
        foreach (var pairs in Pairs(shape, "", world))
            yield return [.. required.Where(pair => !pairs.Exists(other => Name(other) == Name(pair))), .. pairs];
    }

    private static string Name(string pair) => pair[..pair.IndexOf('=', StringComparison.Ordinal)];

    private static IEnumerable<List<string>> Pairs(HashShape hash, string path, SurfaceWorld world)
    {
        var beside = path.Length == 0 ? [] : world.Required(hash, path).Where(pair => pair.Length > 0).ToList();
        foreach (var field in hash.Fields.Values)
        {
            var at = path.Length == 0 ? field.Name : $"{path}[{field.Name}]";
            foreach (var pairs in Pairs(field.Slot, at, field.Name, world))
                yield return [.. beside.Where(pair => !Name(pair).StartsWith(at, StringComparison.Ordinal)), .. pairs];
        }
    }

    private static IEnumerable<List<string>> Pairs(Slot slot, string at, string name, SurfaceWorld world)
    {
        if (slot.Clears)
            yield return [$"{at}="];
        foreach (var shape in slot.Shapes)
        {
            var pairs = shape switch
            {
                HashShape hash => Pairs(hash, at, world),
                ListShape list => Pairs(list.Element, $"{at}[0]", name, world),
                MapShape map => Pairs(map.Value, $"{at}[eur]", "eur", world),
                ChoiceShape choice => choice.Values.Take(60).Select(value => new List<string> { $"{at}={value}" }),
                PlainShape plain => Values(plain.Type).Select(value => new List<string> { $"{at}={value}" }).Append([$"{at}={world.Plain(plain, name)}"]),
                _ => [],
            };
            foreach (var one in pairs)
                yield return one;
        }
    }

    private static string[] Values(string type) => type switch
    {
        "boolean" => ["true", "false"],
        "integer" => ["0", "-1", "999999999999", "9223372036854775807"],
        "time" => ["0", "-1", "1", "999999999999", "9223372036854775807"],
        "number" or "decimal" => ["0", "-1", "0.000000000001", "999999999999.999999999999"],
        _ => ["x", "\u0000\ud83d\ude00'\"<&%[]", Long],
    };

    private static async Task<(int Status, string Text)> SendAsync(SandboxRoom room, string operation, string path, List<string> form)
    {
        var method = new HttpMethod(operation.Split(' ')[0]);
        var inQuery = method != HttpMethod.Post;
        var query = string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(Name(pair))}={Uri.EscapeDataString(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])}"));
        using var answer = await room.SendAsync(method, inQuery ? $"{path}?{query}" : path, inQuery ? [] : [.. form]);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync());
    }
}
