namespace GradeBench.Core.Retention;

/// <summary>What a policy has a term for.</summary>
public enum RetentionKind
{
    Files,
    Output,
    Person,
}
