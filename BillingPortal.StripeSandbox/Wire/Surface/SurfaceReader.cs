namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>Reads the indented table of request parameters; the table's own heading explains its words.</summary>
internal sealed class SurfaceReader
{
    private readonly List<string> lines;
    private readonly Dictionary<string, HashShape> hashes = [];
    private readonly Dictionary<string, ChoiceShape> choices = [];
    private int at;

    private SurfaceReader(string table) => lines = [.. table.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    /// <returns>The parameters of each operation, by its name such as <c>GET /v1/customers</c>.</returns>
    public static Dictionary<string, HashShape> Read(string table) => new SurfaceReader(table).Operations();

    private Dictionary<string, HashShape> Operations()
    {
        var operations = new Dictionary<string, HashShape>();
        while (at < lines.Count)
        {
            var words = lines[at++].Split(' ');
            switch (words[0])
            {
                case "hash":
                    hashes[words[1]] = Fields(1);
                    break;
                case "values":
                    choices[words[1]] = new ChoiceShape(Values());
                    break;
                default:
                    operations[string.Join(' ', words)] = Fields(1);
                    break;
            }
        }

        return operations;
    }

    private List<string> Values()
    {
        var values = new List<string>();
        while (at < lines.Count && Depth(lines[at]) == 1)
        {
            values.AddRange(lines[at++].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return values;
    }

    private HashShape Fields(int depth)
    {
        var fields = new Dictionary<string, Field>();
        while (at < lines.Count && Depth(lines[at]) == depth)
        {
            var words = lines[at++].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var name = words[0].TrimEnd('!');
            fields[name] = new Field(name, words[0].EndsWith('!'), Place(words.AsSpan(1), depth));
        }

        return new HashShape(fields);
    }

    private Slot Place(ReadOnlySpan<string> words, int depth)
    {
        var clears = words[0] == "\"\"";
        var shapes = new List<Shape>();
        foreach (var type in string.Join(' ', words[(clears ? 1 : 0)..]!).Split(" | "))
        {
            shapes.Add(Type(type.Split(' '), depth));
        }

        return new Slot(clears, shapes);
    }

    private Shape Type(ReadOnlySpan<string> words, int depth) => words[0] switch
    {
        "list" => new ListShape(Place(words[1..], depth)),
        "map" => new MapShape(Place(words[1..], depth)),
        "hash" => words.Length > 1 ? hashes[words[1]] : Fields(depth + 1),
        "one" => words[1].StartsWith('@') ? choices[words[1][1..]] : new ChoiceShape([.. words[1..]]),
        var plain => new PlainShape(plain),
    };

    private static int Depth(string line) => (line.Length - line.AsSpan().TrimStart(' ').Length) / 2;
}
