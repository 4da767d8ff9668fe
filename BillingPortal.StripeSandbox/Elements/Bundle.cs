using System.Security.Cryptography;
using System.Text;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>A script or style made of readable files, one after the other in one scope, with a name that changes when its content does.</summary>
internal sealed class Bundle
{
    private Bundle(string text, string type)
    {
        Content = Encoding.UTF8.GetBytes(text);
        Type = type;
        Hash = Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..16];
    }

    /// <summary>What pages load: the files in the order in which they rely on each other.</summary>
    public static Bundle Page { get; } = Script(
        "shared/form", "script/errors", "script/api", "script/frame", "script/overlay", "script/events", "script/element", "script/express", "script/elements", "script/challenge",
        "script/intents", "script/confirm", "script/methods", "script/stripe");

    /// <summary>What runs inside of the frames.</summary>
    public static Bundle Frame { get; } = Script(
        "shared/form", "frame/channel", "frame/appearance", "frame/field", "frame/card", "frame/countries", "frame/email", "frame/payment", "frame/parts", "frame/address",
        "frame/express", "frame/wallet", "frame/main");

    /// <summary>What the 3-D Secure page runs when it stands in a frame.</summary>
    public static Bundle Challenge { get; } = Script("challenge/challenge");

    public static Bundle FrameStyle { get; } = new(Read("frame/frame.css"), "text/css; charset=utf-8");

    public ReadOnlyMemory<byte> Content { get; }

    public string Type { get; }

    public string Hash { get; }

    private static Bundle Script(params string[] files)
    {
        var text = new StringBuilder("(() => {\n\"use strict\";\n");
        foreach (var file in files)
        {
            text.Append('\n').Append(Read(file + ".js"));
        }

        return new Bundle(text.Append("})();\n").ToString(), "text/javascript; charset=utf-8");
    }

    private static string Read(string file)
    {
        using var stream = typeof(Bundle).Assembly.GetManifestResourceStream("elements/" + file)
            ?? throw new InvalidOperationException($"The assembly has no resource elements/{file}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
