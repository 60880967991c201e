namespace GradeBench.Sandbox;

/// <summary>What one look of the doctor came to.</summary>
public enum DoctorVerdict
{
    /// <summary>As it should be; for a probe this includes that its control found what it must find.</summary>
    Passed,

    /// <summary>Works, but weaker, slower or less fair than it could be.</summary>
    Warning,

    /// <summary>Submissions must not be run here until this is repaired.</summary>
    Failed,

    /// <summary>Could not be asked, because something it needs failed.</summary>
    NotRun,
}
