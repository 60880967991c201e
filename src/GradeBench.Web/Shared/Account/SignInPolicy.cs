namespace GradeBench.Web.Shared.Account;

/// <summary>Rules about signing in.</summary>
public sealed class SignInPolicy
{
    /// <summary>Administration opens only to sessions with a second step: a code, a passkey, or what the organisation vouches for. Off unless set.</summary>
    public bool AdminsNeedSecondStep { get; set; }
}
