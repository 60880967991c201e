using GradeBench.Web.Shared.Components;

namespace GradeBench.Web.Shared.Account;

/// <summary>Somebody's own account, as they see it.</summary>
/// <param name="Role">Null for an account that no administrator has given one yet.</param>
/// <param name="HasPassword">False for accounts that an organisation signs in: what is asked for with a password is its business.</param>
public sealed record AccountModel(
    string DisplayName, string Email, string? Role, bool HasPassword, bool SecondFactor, int CodesLeft, IReadOnlyList<OwnPasskey> Passkeys,
    IReadOnlyList<FieldError> Errors, string? Notice);

/// <param name="Id">The credential's id in URL-safe base 64.</param>
public sealed record OwnPasskey(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>The secret for an authenticator app, before its first code is seen.</summary>
/// <param name="Picture">The path of a QR code that says <paramref name="Uri"/>, as SVG writes it.</param>
public sealed record SetUpModel(string Secret, string Uri, QrPicture Picture, IReadOnlyList<FieldError> Errors);

/// <summary>Recovery codes, shown in one answer and nowhere again.</summary>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes);

/// <summary>The second step of a sign-in.</summary>
public sealed record SecondStepModel(string ReturnUrl, IReadOnlyList<FieldError> Errors);
