namespace GradeBench.Core.Consents;

/// <summary>What a candidate is asked about, each apart from the others and none ticked beforehand.</summary>
public enum ConsentPurpose
{
    /// <summary>Has read how the data is used. Nobody starts without it; it is a notice, not a permission.</summary>
    ProcessingNotice,

    /// <summary>The result may be shown to other hiring teams of those who invited. Refusing costs nothing.</summary>
    ShareResult,
}
