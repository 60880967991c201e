namespace GradeBench.Sandbox;

/// <summary>What a check found.</summary>
/// <param name="Detail">What was seen, in one line.</param>
/// <param name="Remedy">What to do about it; null when there is nothing to do.</param>
public sealed record DoctorFinding(DoctorVerdict Verdict, string Detail, string? Remedy = null)
{
    public static DoctorFinding Passed(string detail) => new(DoctorVerdict.Passed, detail);

    public static DoctorFinding Warning(string detail, string remedy) => new(DoctorVerdict.Warning, detail, remedy);

    public static DoctorFinding Failed(string detail, string remedy) => new(DoctorVerdict.Failed, detail, remedy);
}
