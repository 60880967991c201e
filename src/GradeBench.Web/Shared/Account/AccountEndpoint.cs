using System.Buffers.Text;
using System.Security.Claims;
using GradeBench.Core.Users;
using GradeBench.Web.Shared.Components;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Web.Shared.Account;

/// <summary>One's own account. Whatever changes how one signs in asks for the password first: a screen left open is not enough.</summary>
internal sealed class AccountEndpoint(UserManager<User> users, SignInManager<User> signIn, OwnAccount account)
{
    public static async Task<IResult> GetAsync(string? notice, HttpContext context, AccountEndpoint endpoint) =>
        await endpoint.ShowAsync(context, [], StatusCodes.Status200OK, notice switch
        {
            "password" => "Your password is changed. Every other session of yours ends within a minute.",
            "off" => "The second step is off.",
            "passkey" => "The passkey is added. You can sign in with it alone.",
            "passkey-removed" => "The passkey is removed. Every other session of yours ends within a minute.",
            "needed" => "Administration asks for a second step: set up an authenticator app, or sign in with a passkey.",
            "new" => "Your account is made, without a role. An administrator has to give you one.",
            _ => null,
        });

    public static async Task<IResult> PasswordAsync(HttpContext context, AccountEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (current, wanted) = (form["current"].ToString(), form["wanted"].ToString());
        var (user, refused) = await endpoint.ConfirmedAsync(context, current, "current");
        if (user is null)
        {
            return refused!;
        }

        if (wanted != form["again"])
        {
            return await endpoint.RefuseAsync(context, "again", "The two new passwords differ. Nothing was changed.");
        }

        if (await endpoint.Account.ChangePasswordAsync(user, current, wanted, cancellationToken) is AccountOutcome.Refused no)
        {
            return await endpoint.RefuseAsync(context, "wanted", $"{no.Reason} Nothing was changed.");
        }

        await endpoint.StayAsync(user, context);
        return TypedResults.LocalRedirect("/account?notice=password");
    }

    public static async Task<IResult> BeginAsync(HttpContext context, AccountEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (user, refused) = await endpoint.ConfirmedAsync(context, form["password"].ToString(), "begin-password");
        if (user is null)
        {
            return refused!;
        }

        if (!user.TwoFactorEnabled)
        {
            await endpoint.Account.BeginAsync(user);
            await endpoint.StayAsync(user, context);
        }

        return TypedResults.LocalRedirect("/account/second-step");
    }

    public static async Task<IResult> SetUpAsync(HttpContext context, AccountEndpoint endpoint) =>
        await endpoint.ShowSetUpAsync(await endpoint.MeAsync(context), [], StatusCodes.Status200OK);

    public static async Task<IResult> TurnOnAsync(HttpContext context, AccountEndpoint endpoint, CancellationToken cancellationToken)
    {
        var code = (await context.Request.ReadFormAsync(cancellationToken))["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        var user = await endpoint.MeAsync(context);
        if (user.TwoFactorEnabled || await endpoint.Account.TurnOnAsync(user, code, cancellationToken) is not { } codes)
        {
            return await endpoint.ShowSetUpAsync(
                user, [new("code", "That code does not fit. Take the one your app shows now; if it goes on, compare the clock of your phone.")],
                StatusCodes.Status422UnprocessableEntity);
        }

        await endpoint.StayAsync(user, context, proved: true);
        return Page.Show<RecoveryCodesPage, RecoveryCodesModel>(new(codes));
    }

    public static async Task<IResult> CodesAsync(HttpContext context, AccountEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (user, refused) = await endpoint.ConfirmedAsync(context, form["password"].ToString(), "codes-password");
        return user is null ? refused!
            : !user.TwoFactorEnabled ? TypedResults.LocalRedirect("/account")
            : Page.Show<RecoveryCodesPage, RecoveryCodesModel>(new(await endpoint.Account.RenewCodesAsync(user, cancellationToken)));
    }

    public static async Task<IResult> TurnOffAsync(HttpContext context, AccountEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (user, refused) = await endpoint.ConfirmedAsync(context, form["password"].ToString(), "off-password");
        if (user is null)
        {
            return refused!;
        }

        await endpoint.Account.TurnOffAsync(user, cancellationToken);
        await endpoint.StayAsync(user, context);
        return TypedResults.LocalRedirect("/account?notice=off");
    }

    internal async Task<User> MeAsync(HttpContext context) =>
        await users.GetUserAsync(context.User) ?? throw new InvalidOperationException("Somebody is signed in whose account is gone.");

    /// <summary>Who asks, when the password is theirs; else the page that says so. Wrong ones count as wrong sign-ins do.</summary>
    internal async Task<(User? User, IResult? Refused)> ConfirmedAsync(HttpContext context, string password, string field)
    {
        var user = await MeAsync(context);
        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        return result.Succeeded
            ? (user, null)
            : (null, await RefuseAsync(context, field, "That is not your password, or too many tries failed. Nothing was changed. Check it, or wait 15 minutes."));
    }

    internal Task<IResult> RefuseAsync(HttpContext context, string? field, string message) =>
        ShowAsync(context, [new(field, message)], StatusCodes.Status422UnprocessableEntity, null);

    /// <summary>Keeps this session, and this one alone, after a change that ends all of them.</summary>
    /// <param name="proved">Whether a second step was done in it just now.</param>
    internal Task StayAsync(User user, HttpContext context, bool proved = false) => signIn.SignInWithClaimsAsync(
        user, isPersistent: false, proved ? [SecondStep.Claim] : [.. context.User.FindAll(SecondStep.ClaimType).Select(c => new Claim(c.Type, c.Value))]);

    private OwnAccount Account => account;

    private async Task<IResult> ShowSetUpAsync(User user, IReadOnlyList<FieldError> errors, int status)
    {
        if (user.TwoFactorEnabled || await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } secret)
        {
            return TypedResults.LocalRedirect("/account");
        }

        var uri = $"otpauth://totp/GradeBench:{Uri.EscapeDataString(user.Email!)}?secret={secret}&issuer=GradeBench";
        return Page.Show<SetUpPage, SetUpModel>(new(secret, uri, QrPicture.Of(uri), errors), status);
    }

    private async Task<IResult> ShowAsync(HttpContext context, IReadOnlyList<FieldError> errors, int status, string? notice)
    {
        var user = await MeAsync(context);
        var passkeys = await users.GetPasskeysAsync(user);
        return Page.Show<AccountPage, AccountModel>(new(
            user.DisplayName, user.Email!, (await users.GetRolesAsync(user)).Order().FirstOrDefault(), await users.HasPasswordAsync(user),
            user.TwoFactorEnabled, user.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(user) : 0,
            [.. passkeys.OrderBy(p => p.CreatedAt).Select(p => new OwnPasskey(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "Passkey", p.CreatedAt))],
            errors, notice), status);
    }
}
