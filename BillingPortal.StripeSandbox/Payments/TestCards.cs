using static BillingPortal.StripeSandbox.Payments.AuthenticationNeed;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's table of test cards, section by section (docs.stripe.com/testing). Names serve both as <c>pm_card_…</c> and as <c>tok_…</c>.</summary>
internal static class TestCards
{
    private static readonly TestCard[] ByBrand =
    [
        new("4242424242424242", "visa", "visa", "us"),
        new("4000056655665556", "visa", "visa_debit") { Funding = "debit" },
        new("5555555555554444", "mastercard", "mastercard"),
        new("2223003122003222", "mastercard"),
        new("5200828282828210", "mastercard", "mastercard_debit") { Funding = "debit" },
        new("5105105105105100", "mastercard", "mastercard_prepaid") { Funding = "prepaid" },
        new("378282246310005", "amex", "amex", "amex_threeDSecureNotSupported") { ThreeDSecure = ThreeDSecureSupport.NotSupported },
        new("371449635398431", "amex") { ThreeDSecure = ThreeDSecureSupport.NotSupported },
        new("6011111111111117", "discover", "discover"),
        new("6011000990139424", "discover"),
        new("6011981111111113", "discover") { Funding = "debit" },
        new("3056930009020004", "diners", "diners"),
        new("36227206271667", "diners"),
        new("6555900000604105", "discover"),
        new("3566002020360505", "jcb", "jcb") { Country = "JP" },
        new("3530111333300000", "jcb") { Country = "JP" },
        new("6200000000000005", "unionpay", "unionpay") { Country = "CN" },
        new("6200000000000047", "unionpay") { Country = "CN", Funding = "debit" },
        new("6205500000000000004", "unionpay") { Country = "CN" },
        new("4000002500001001", "visa", "visa_cartesBancaires") { Country = "FR", CoBrand = "cartes_bancaires" },
        new("5555552500001001", "mastercard", "mastercard_cartesBancaires") { Country = "FR", CoBrand = "cartes_bancaires" },
        new("4000050360000001", "visa", "visa_debit_eftposAuCoBranded") { Country = "AU", Funding = "debit", CoBrand = "eftpos_au" },
        new("5555050360000080", "mastercard", "mastercard_debit_eftposAuCoBranded") { Country = "AU", Funding = "debit", CoBrand = "eftpos_au" },
        new("4000051230000072", "visa", "debit_visaFsaProductCode", "debit_visaHsaProductCode") { Funding = "debit" },
        new("5200828282828897", "mastercard", "mastercard_debit_mastercardFsaProductCode") { Funding = "debit" },
        new("4000000000000077", "visa", "bypassPending") { BypassesPending = true },
        new("4000003720000278", "visa", "bypassPendingInternational") { Country = "IE", BypassesPending = true },
        new("4000000000001208", "visa"),
        new("4000000000003725", "visa"),
    ];

    /// <summary>Country code and number; the lower-case code is the name. Visa credit unless the row says more.</summary>
    private static readonly TestCard[] ByCountry =
    [
        .. Visa("AR 4000000320000021, BR 4000000760000002, CA 4000001240000000, CL 4000001520000001, CO 4000001700000003, CR 4000001880000005, EC 4000002180000000"),
        .. Visa("MX 4000004840008001, PA 4000005910000000, PY 4000006000000066, PE 4000006040000068, UY 4000008580000003, AE 4000007840000001, AT 4000000400000008"),
        .. Visa("BE 4000000560000004, BG 4000001000000000, BY 4000001120000005, HR 4000001910000009, CY 4000001960000008, CZ 4000002030000002, DK 4000002080000001"),
        .. Visa("EE 4000002330000009, FI 4000002460000001, FR 4000002500000003, DE 4000002760000016, GI 4000002920000005, GR 4000003000000030, HU 4000003480000005"),
        .. Visa("IE 4000003720000005, IT 4000003800000008, LV 4000004280000005, LI 4000004380000004, LT 4000004400000000, LU 4000004420000006, MT 4000004700000007"),
        .. Visa("NL 4000005280000002, NO 4000005780000007, PL 4000006160000005, PT 4000006200000007, RO 4000006420000001, SA 4000006820000007, SI 4000007050000006"),
        .. Visa("SK 4000007030000001, ES 4000007240000007, SE 4000007520000008, CH 4000007560000009, GB 4000008260000000, AU 4000000360000006, CN 4000001560000002"),
        .. Visa("HK 4000003440000004, IN 4000003560000008, JP 4000003920000003, MY 4000004580000002, NZ 4000005540000008, SG 4000007020000003, TW 4000001580000008"),
        new("5200007840000022", "mastercard", "ae_mastercard") { Country = "AE" },
        new("4000058260000005", "visa", "gb_debit") { Country = "GB", Funding = "debit" },
        new("5555558265554449", "mastercard", "gb_mastercard") { Country = "GB" },
        new("4000007640000003", "visa", "th_credit") { Country = "TH" },
        new("4000057640000008", "visa", "th_debit") { Country = "TH", Funding = "debit" },
    ];

    private static readonly TestCard[] Declining =
    [
        Declined("4000000000000002", "generic_decline", "chargeDeclined", "visa_chargeDeclined"),
        Declined("4000000000009995", "insufficient_funds", "chargeDeclinedInsufficientFunds", "visa_chargeDeclinedInsufficientFunds"),
        Declined("4000000000009987", "lost_card", "chargeDeclinedLostCard", "visa_chargeDeclinedLostCard"),
        Declined("4000000000009979", "stolen_card", "chargeDeclinedStolenCard", "visa_chargeDeclinedStolenCard"),
        Declined("4000000000000069", "expired_card", "chargeDeclinedExpiredCard", "visa_chargeDeclinedExpiredCard"),
        Declined("4000000000000127", "incorrect_cvc", "chargeDeclinedIncorrectCvc", "visa_chargeDeclinedIncorrectCvc") with { CvcCheck = "fail" },
        Declined("4000000000000119", "processing_error", "chargeDeclinedProcessingError", "visa_chargeDeclinedProcessingError"),
        Declined("4000000000006975", "card_velocity_exceeded", "chargeDeclinedVelocityLimitExceeded", "visa_chargeDeclinedVelocityLimitExceeded"),
        new("4100000000000019", "visa", "radarBlock", "chargeDeclinedFraudulent", "visa_chargeDeclinedFraudulent")
        {
            OnCharge = Decline.TooRisky, Attaches = false, Risk = "highest",
        },
        new("4000000000000341", "visa", "chargeCustomerFail", "visa_chargeCustomerFail") { OnCharge = Decline.Generic },
    ];

    private static readonly TestCard[] Risky =
    [
        new("4000000000004954", "visa", "riskLevelHighest") { Risk = "highest" },
        new("4000000000009235", "visa", "riskLevelElevated") { Risk = "elevated" },
        new("4000008400000407", "visa", "highFraudDisputeScore") { Risk = "elevated" },
        new("4000008400000159", "visa", "highEfwScore") { Risk = "elevated" },
        new("4000008400001017", "visa", "radarDynamicRiskThreshold"),
        new("4000008405600003", "visa", "adaptive3dsChallenge"),
        new("4000000000000101", "visa", "cvcCheckFail") { CvcCheck = "fail" },
        new("4000000000000036", "visa", "avsZipFail") { PostalCodeCheck = "fail" },
        new("4000058400307872", "visa", "cvcCheckFailElevatedRisk") { CvcCheck = "fail", Risk = "elevated" },
        new("4000058400306072", "visa", "avsZipFailElevatedRisk") { PostalCodeCheck = "fail", Risk = "elevated" },
        new("4000000000000028", "visa", "avsLine1Fail") { Line1Check = "fail" },
        new("4000000000000010", "visa", "avsFail") { Line1Check = "fail", PostalCodeCheck = "fail" },
        new("4000000000000044", "visa", "avsUnchecked") { Line1Check = "unavailable", PostalCodeCheck = "unavailable" },
    ];

    /// <summary>Nobody here takes part in dispute prevention, so those cards are disputed as Stripe says they then are.</summary>
    private static readonly TestCard[] Disputed =
    [
        new("4000000000000259", "visa", "createDispute") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("6026507838377928", "discover") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("4000000000002685", "visa", "createDisputeProductNotReceived") { Aftermath = Aftermath.DisputedAsNotReceived },
        new("4000000000001976", "visa", "createDisputeInquiry") { Aftermath = Aftermath.InquiredAsFraudulent },
        new("4000000000005423", "visa", "createIssuerFraudRecord") { Aftermath = Aftermath.EarlyFraudWarning },
        new("4000000404000079", "visa", "createMultipleDisputes") { Aftermath = Aftermath.DisputedTwice },
        new("4000000404000038", "visa", "createCe3EligibleDispute") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("4000008400000779", "visa", "createComplianceDispute") { Aftermath = Aftermath.DisputedAsNoncompliant },
        new("5105008400000002", "mastercard", "createMastercardComplianceDispute") { Aftermath = Aftermath.DisputedAsNoncompliant },
        new("4000000001000043", "visa", "createAutoRepresentmentEligibleDispute") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("4000000404004816", "visa", "createRapidDisputeResolutionDispute") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("4000000404005649", "visa", "createCe3BlockDispute") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("5105000300000018", "mastercard", "createEthocaAlert") { Aftermath = Aftermath.DisputedAsFraudulent },
        new("4000000000007726", "visa", "pendingRefund") { Refunds = RefundFate.PendingThenSucceeds },
        new("4000000000005126", "visa", "refundFail") { Refunds = RefundFate.SucceedsThenFails },
    ];

    private static readonly TestCard[] Authenticating =
    [
        Secured("4000002500003155", UntilSetUp, "authenticationRequiredOnSetup") with { Country = "FR" },
        Secured("4000002760003184", Always, "authenticationRequired") with { Country = "DE" },
        Secured("4000003800000446", WhenPresent, "authenticationRequiredSetupForOffSession") with { Country = "IT" },
        Secured("4000008260003178", Always, "authenticationRequiredChargeDeclinedInsufficientFunds") with
        {
            Country = "GB", OnCharge = Declines.Of("insufficient_funds"),
        },
        Secured("4000000000003220", Always, "threeDSecure2Required") with { Country = "IE" },
        Secured("4000000000003063", Always, "threeDSecureRequired"),
        Secured("4000008400000027", Always),
        Secured("4000008400001629", Always, "threeDSecureRequiredChargeDeclined") with { OnCharge = Decline.Generic },
        Secured("4000008400001280", Broken, "threeDSecureRequiredProcessingError") with { OnCharge = Decline.Generic },
        Secured("4000000000003055", Never, "threeDSecureOptional"),
        Secured("4000000000003097", Never, "threeDSecureOptionalProcessingError") with { ThreeDSecure = ThreeDSecureSupport.Failing },
        Secured("4000000032200000", Frictionless),
        Secured("4000582600000094", Always) with { Country = "GB" },
        Secured("4000582600000045", Always) with { Country = "GB" },
        Secured("4000582600000102", Always) with { Country = "GB" },
        Secured("4000582600000110", Always) with { Country = "GB" },
    ];

    private static readonly Dictionary<string, TestCard> Numbers = All.ToDictionary(card => card.Number);
    private static readonly Dictionary<string, TestCard> Aliases = All.SelectMany(card => card.Names.Select(name => (name, card))).ToDictionary();

    public static IEnumerable<TestCard> All => [.. ByBrand, .. ByCountry, .. Declining, .. Risky, .. Disputed, .. Authenticating];

    public static TestCard? FindByNumber(string number) => Numbers.GetValueOrDefault(number);

    public static TestCard? FindByName(string name) => Aliases.GetValueOrDefault(name);

    private static IEnumerable<TestCard> Visa(string rows) => rows.Split(", ").Select(row =>
        new TestCard(row[3..], "visa", row[..2].ToLowerInvariant()) { Country = row[..2] });

    private static TestCard Declined(string number, string declineCode, params string[] names) =>
        new(number, "visa", names) { OnCharge = Declines.Of(declineCode), Attaches = false };

    private static TestCard Secured(string number, AuthenticationNeed need, params string[] names) =>
        new(number, "visa", names) { Authentication = need, ThreeDSecure = ThreeDSecureSupport.Optional };
}
