namespace GradeBench.Sandbox;

/// <summary>A check and what it found: one line of the doctor's report.</summary>
public sealed record DoctorResult(string Id, string Title, DoctorClass Class, DoctorVerdict Verdict, string Detail, string? Remedy)
{
    /// <summary>Whether this alone forbids running submissions.</summary>
    public bool IsBlocking => Class == DoctorClass.Required && (Verdict is DoctorVerdict.Failed or DoctorVerdict.NotRun);
}
