namespace BillingPortal.Components.Parts;

/// <summary>What is wrong with a form, one sentence beside each field.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string> sentences = new(StringComparer.Ordinal);

    public bool Any => sentences.Count > 0;

    public string? For(string field) => sentences.GetValueOrDefault(field);

    /// <summary>Sentences about the same field are joined.</summary>
    public void Add(string field, string sentence) =>
        sentences[field] = sentences.TryGetValue(field, out var before) ? $"{before} {sentence}" : sentence;

    public void Require(string field, string? value, string sentence)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(field, sentence);
    }
}
