namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Names the kinds of tax ids that pages offer, and tells which countries have which.</summary>
internal static class TaxIdWords
{
    private static readonly (string Type, string Name)[] Kinds =
    [
        ("eu_vat", "EU VAT"), ("gb_vat", "GB VAT"), ("ch_vat", "CH VAT"), ("no_vat", "NO VAT"), ("us_ein", "US EIN"), ("ca_gst_hst", "CA GST/HST"), ("au_abn", "AU ABN"),
        ("nz_gst", "NZ GST"), ("sg_gst", "SG GST"), ("in_gst", "IN GST"), ("jp_cn", "JP Corporate Number"), ("br_cnpj", "BR CNPJ"), ("mx_rfc", "MX RFC"), ("kr_brn", "KR BRN"),
    ];

    public static string Of(string type) => Array.Find(Kinds, kind => kind.Type == type).Name ?? type.Replace('_', ' ').ToUpperInvariant();

    public static string Options(string selected) =>
        string.Concat(Kinds.Select(kind => $"""<option value="{kind.Type}"{(kind.Type == selected ? " selected" : "")}>{kind.Name}</option>"""));

    public static bool Knows(string type) => Array.Exists(Kinds, kind => kind.Type == type);
}
