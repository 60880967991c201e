using System.ComponentModel.DataAnnotations;

namespace GradeBench.Web.Shared.Account;

/// <summary>The organisation's own sign-in (OpenID Connect, authorization code with PKCE). Not offered unless an authority is set.</summary>
public sealed class OidcOptions : IValidatableObject
{
    public const string Scheme = "organisation";

    /// <summary>The issuer's address; https, or one's own machine.</summary>
    public Uri? Authority { get; set; }

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>What the button says after “Sign in with”.</summary>
    [Required, StringLength(60)]
    public string Name { get; set; } = "your organisation";

    public bool Configured => Authority is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null)
        {
            yield break;
        }

        if (!Authority.IsAbsoluteUri || (Authority.Scheme != Uri.UriSchemeHttps && !Authority.IsLoopback))
        {
            yield return new ValidationResult("Oidc:Authority has to be an https address.");
        }

        if (ClientId.Length == 0 || ClientSecret.Length == 0)
        {
            yield return new ValidationResult("Oidc:Authority is set, so Oidc:ClientId and Oidc:ClientSecret have to be set as well.");
        }
    }
}
