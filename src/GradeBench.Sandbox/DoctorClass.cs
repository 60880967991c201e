namespace GradeBench.Sandbox;

/// <summary>How much depends on a check.</summary>
public enum DoctorClass
{
    /// <summary>Class A: when it fails, no submission is run.</summary>
    Required,

    /// <summary>Class B: good to know, never in the way.</summary>
    Advice,
}
