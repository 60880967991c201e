using System.Buffers.Text;
using System.Text.Json;
using GradeBench.Core.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace GradeBench.Web.Shared.Account;

/// <summary>
/// Passkeys: made on the account page, and enough to sign in with. The authenticator has to know its owner (by a finger, a
/// face or a number), so that it is two things in one. The script asks for options and sends back what the browser made.
/// </summary>
internal sealed class PasskeyEndpoint(UserManager<User> users, SignInManager<User> signIn, OwnAccount own, AccountEndpoint account)
{
    private const int LongestName = 60;

    public static async Task<IResult> BeginAddingAsync(HttpContext context, PasskeyEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (user, refused) = await endpoint.Account.ConfirmedAsync(context, form["password"].ToString(), "passkey-password");
        return user is null ? refused! : Json(await endpoint.SignIn.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email!, DisplayName = user.DisplayName }));
    }

    public static async Task<IResult> AddAsync(HttpContext context, PasskeyEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.AddAsync(context, form["credential"].ToString(), form["name"].ToString().Trim(), cancellationToken);
    }

    public static async Task<IResult> RemoveAsync(HttpContext context, PasskeyEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var id = form["passkey"].ToString();
        if (!Base64Url.IsValid(id) || id.Length == 0)
        {
            return await endpoint.Account.RefuseAsync(context, null, "There is no such passkey. Nothing was changed.");
        }

        var (user, refused) = await endpoint.Account.ConfirmedAsync(context, form["password"].ToString(), $"password-{id}");
        if (user is null)
        {
            return refused!;
        }

        await endpoint.Own.RemovePasskeyAsync(user, Base64Url.DecodeFromChars(id), cancellationToken);
        await endpoint.Account.StayAsync(user, context);
        return TypedResults.LocalRedirect("/account?notice=passkey-removed");
    }

    /// <summary>Asks for any passkey of this site: which account it is of, the passkey says.</summary>
    public static async Task<IResult> BeginSigningInAsync(PasskeyEndpoint endpoint) => Json(await endpoint.SignIn.MakePasskeyRequestOptionsAsync(null!));

    public static async Task<IResult> SignInAsync(HttpContext context, PasskeyEndpoint endpoint, SignInAnswer answer, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await endpoint.SignInAsync(form["credential"].ToString())
            ? TypedResults.LocalRedirect(AccountEndpoints.Local(form["returnUrl"]))
            : answer.Failed(form["returnUrl"], "That passkey opens no account here. Try again, or sign in with your password.");
    }

    private AccountEndpoint Account => account;

    private SignInManager<User> SignIn => signIn;

    private OwnAccount Own => own;

    private static ContentHttpResult Json(string options) => TypedResults.Content(options, "application/json");

    private async Task<IResult> AddAsync(HttpContext context, string credential, string name, CancellationToken cancellationToken)
    {
        var user = await account.MeAsync(context);
        var made = await TryAsync(credential, signIn.PerformPasskeyAttestationAsync);

        // What was asked for may have been asked for by somebody else at the same browser.
        if (made is not { Succeeded: true, Passkey: { } passkey } || made.UserEntity?.Id != user.Id.ToString())
        {
            return await account.RefuseAsync(context, "passkey-password", "No passkey was made. Nothing was changed. Try it again.");
        }

        passkey.Name = name is { Length: > 0 and <= LongestName } && !name.Any(char.IsControl) ? name : "Passkey";
        await own.AddPasskeyAsync(user, passkey, cancellationToken);
        return TypedResults.LocalRedirect("/account?notice=passkey");
    }

    private async Task<bool> SignInAsync(string credential)
    {
        var asserted = await TryAsync(credential, signIn.PerformPasskeyAssertionAsync);
        if (asserted is not { Succeeded: true, User: { } user, Passkey: { } passkey } || !await signIn.CanSignInAsync(user) || await users.IsLockedOutAsync(user))
        {
            return false;
        }

        // It counts its uses: one that counts backwards has been copied.
        await users.AddOrUpdatePasskeyAsync(user, passkey);
        await signIn.SignInWithClaimsAsync(user, isPersistent: false, [SecondStep.Claim]);
        return true;
    }

    /// <summary>Null when nothing was asked for in this browser, or what it sent is no credential.</summary>
    private static async Task<T?> TryAsync<T>(string credential, Func<string, Task<T>> perform) where T : class
    {
        if (credential.Length == 0)
        {
            return null;
        }

        try
        {
            return await perform(credential);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            return null;
        }
    }
}
