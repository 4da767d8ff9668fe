namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The countries that address fields offer, the most used one first.</summary>
internal static class Countries
{
    public static IReadOnlyList<(string Code, string Name)> All { get; } =
    [
        ("US", "United States"), ("AT", "Austria"), ("AU", "Australia"), ("BE", "Belgium"), ("BG", "Bulgaria"), ("BR", "Brazil"), ("CA", "Canada"),
        ("CH", "Switzerland"), ("CY", "Cyprus"), ("CZ", "Czechia"), ("DE", "Germany"), ("DK", "Denmark"), ("EE", "Estonia"), ("ES", "Spain"),
        ("FI", "Finland"), ("FR", "France"), ("GB", "United Kingdom"), ("GR", "Greece"), ("HR", "Croatia"), ("HU", "Hungary"), ("IE", "Ireland"),
        ("IN", "India"), ("IT", "Italy"), ("JP", "Japan"), ("KR", "South Korea"), ("KW", "Kuwait"), ("LI", "Liechtenstein"), ("LT", "Lithuania"),
        ("LU", "Luxembourg"), ("LV", "Latvia"), ("MT", "Malta"), ("MX", "Mexico"), ("NL", "Netherlands"), ("NO", "Norway"), ("NZ", "New Zealand"),
        ("PL", "Poland"), ("PT", "Portugal"), ("RO", "Romania"), ("SE", "Sweden"), ("SG", "Singapore"), ("SI", "Slovenia"), ("SK", "Slovakia"),
    ];

    public static string? NameOf(string? code) => code is null ? null : All.FirstOrDefault(country => country.Code == code).Name ?? code;

    public static string Options(string selected) =>
        string.Concat(All.Select(country => $"""<option value="{country.Code}"{(country.Code == selected ? " selected" : "")}>{country.Name}</option>"""));
}
