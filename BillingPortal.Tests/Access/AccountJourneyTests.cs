using System.Net;
using BillingPortal.Access;
using BillingPortal.Core.Data;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;

namespace BillingPortal.Tests.Access;

public sealed class AccountJourneyTests(SharedPortals portals)
{
    private const string Password = "a long enough password";
    private static readonly BuyIntent Trial = new("team", "yearly", Trial: true);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_a_visitor_meant_to_buy_survives_sign_up_verification_sign_in_and_onboarding(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        var address = People.NewAddress();
        using var browser = portal.Browser();
        await SignUpAsync(browser, address);
        browser.Location.AbsolutePath.ShouldBe("/auth/verify");
        ShouldCarryTheTrial(browser.Location.Query);

        var link = await portal.LinkAsync(address, "Verify your e-mail address");
        ShouldCarryTheTrial(link);
        using var phone = portal.Browser(); // the mail is opened on another device
        await phone.GoAsync(link);
        phone.Text.ShouldContain("confirmed");

        await browser.GoAsync(PortalUrls.SignIn(Trial));
        await browser.SubmitAsync(("email", address), ("password", Password));
        browser.Location.AbsolutePath.ShouldBe("/auth/onboard");
        ShouldCarryTheTrial(browser.Location.Query);
        await browser.SubmitAsync(("name", $"Journey {Guid.NewGuid():N}"));
        browser.Location.AbsolutePath.ShouldBe("/auth/trial-checkout");
        ShouldCarryTheTrial(browser.Location.Query);
        browser.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_confirmed_address_there_is_no_session()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var address = await portal.PersonAsync(verified: false);
        using var browser = portal.Browser();
        await browser.GoAsync(PortalUrls.SignIn());
        await browser.SubmitAsync(("email", address), ("password", People.Password));
        browser.Location.AbsolutePath.ShouldBe("/auth/verify");
        browser.Cookies.ShouldNotContain(cookie => cookie.Name == "bp_session");
        await portal.LinkAsync(address, "Verify your e-mail address");
    }

    [Fact]
    public async Task Sign_up_answers_the_same_for_a_known_address_and_only_its_mailbox_learns_it()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var (known, unknown) = (await portal.PersonAsync(), People.NewAddress());
        using var one = portal.Browser();
        using var other = portal.Browser();
        await SignUpAsync(one, known);
        await SignUpAsync(other, unknown);
        (one.Status, one.Location.AbsolutePath, one.Text.Replace(known, "")).ShouldBe((other.Status, other.Location.AbsolutePath, other.Text.Replace(unknown, "")));
        await portal.LinkAsync(known, "You already have an account");
        using var thief = portal.Browser();
        await thief.GoAsync(PortalUrls.SignIn());
        await thief.SubmitAsync(("email", known), ("password", Password));
        thief.Cookies.ShouldNotContain(cookie => cookie.Name == "bp_session", "signing up must not change the password of an account");
    }

    [Fact]
    public async Task A_new_link_is_sent_at_most_once_a_minute()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var address = People.NewAddress();
        using var browser = portal.Browser();
        await SignUpAsync(browser, address);
        for (var again = 0; again < 4; again++)
        {
            await browser.GoAsync(PortalUrls.Verify(Trial, address));
            await browser.SubmitAsync(("email", address));
            browser.Text.ShouldContain("another e-mail");
        }

        await portal.LinkAsync(address, "Verify your e-mail address");
        await using var db = portal.Database.CreateDbContext();
        db.Set<BillingPortal.Core.Notifications.OutboxMessage>().Count(mail => mail.ToAddress == address).ShouldBeLessThanOrEqualTo(2, "a minute may end in between, four may not");
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_the_link_and_the_link_works_once()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var address = await portal.PersonAsync();
        using var browser = portal.Browser();
        await browser.GoAsync(PortalUrls.Forgot());
        await browser.SubmitAsync(("email", address));
        var link = await portal.LinkAsync(address, "Reset your password");
        await browser.GoAsync(link);
        await browser.SubmitAsync(("password", "another long password"));
        (await portal.SignedInAsync(address, "another long password")).Dispose();
        await browser.GoAsync(link);
        await browser.SubmitAsync(("password", "a third long password"));
        browser.Text.ShouldContain("not valid any more");
    }

    [Fact]
    public async Task Five_wrong_passwords_close_the_door_for_a_while()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var address = await portal.PersonAsync();
        using var browser = portal.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await browser.GoAsync(PortalUrls.SignIn());
            await browser.SubmitAsync(("email", address), ("password", "not the password"));
        }

        await browser.GoAsync(PortalUrls.SignIn());
        await browser.SubmitAsync(("email", address), ("password", People.Password));
        browser.Text.ShouldContain("Too many attempts");
        browser.Cookies.ShouldNotContain(cookie => cookie.Name == "bp_session");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaa")]
    public async Task A_password_that_is_easily_guessed_is_refused(string password)
    {
        using var browser = (await portals.OnAsync(DatabaseKind.Sqlite)).Browser();
        await browser.GoAsync(PortalUrls.SignUp());
        await browser.SubmitAsync(("displayname", "Somebody"), ("email", People.NewAddress()), ("password", password));
        browser.Location.AbsolutePath.ShouldBe("/auth/signup");
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var browser = await portal.SignedInAsync(await portal.PersonAsync());
        browser.Cookies.Single(cookie => cookie.Name == "bp_session").HttpOnly.ShouldBeTrue();
    }

    private static async Task SignUpAsync(Browser browser, string address)
    {
        await browser.GoAsync(PortalUrls.SignUp(Trial));
        await browser.SubmitAsync(("displayname", "Test Person"), ("email", address), ("password", Password));
    }

    private static void ShouldCarryTheTrial(string query)
    {
        query.ShouldContain("plan=team");
        query.ShouldContain("interval=yearly");
        query.ShouldContain("trial=true");
    }
}
