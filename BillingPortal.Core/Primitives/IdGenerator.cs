using System.Security.Cryptography;

namespace BillingPortal.Core.Primitives;

/// <summary>Makes our own ids: a prefix that says the kind and 24 random characters. Injected, so that tests can pin them.</summary>
public class IdGenerator
{
    private const string Alphabet = "0123456789abcdefghijkmnpqrstuvwxyz";

    /// <summary>For example <c>New("org")</c> → <c>org_5k2…</c>.</summary>
    public virtual string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, 24)}";
}
