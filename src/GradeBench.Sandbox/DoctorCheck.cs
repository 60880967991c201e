namespace GradeBench.Sandbox;

/// <summary>One thing to look at.</summary>
/// <param name="Id">Short and stable, such as <c>A3</c>; docs/threat-model.md explains each.</param>
/// <param name="Title">What is true when it passes.</param>
/// <param name="LookAsync">Looks. What it throws becomes a failed finding.</param>
public sealed record DoctorCheck(string Id, string Title, DoctorClass Class, Func<CancellationToken, Task<DoctorFinding>> LookAsync);
