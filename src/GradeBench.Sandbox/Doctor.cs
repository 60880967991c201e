using System.Runtime.CompilerServices;
using GradeBench.Sandbox.Doctoring;

namespace GradeBench.Sandbox;

/// <summary>
/// Examines whether this machine can hold hostile programs: required checks are attacks carried out in a real sandbox,
/// each with a control outside that shows the attack would work; advice is read from the system.
/// </summary>
/// <param name="probeFolder">The published folder of GradeBench.SandboxProbe (artifacts/hosts/probe).</param>
/// <param name="extraChecks">Checks of the caller's own, given the launcher that passed so far; for instance that a warm host answers.</param>
public sealed class Doctor(
    string probeFolder, SandboxOptions? options = null, Func<SandboxLauncher, IEnumerable<DoctorCheck>>? extraChecks = null, TimeProvider? time = null)
{
    /// <summary>Looks at everything, in order, and gives each result when it is there.</summary>
    public async IAsyncEnumerable<DoctorResult> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (launcher, unavailable) = await TryCreateAsync(cancellationToken);
        var probe = launcher is null ? null : new ProbeRunner(launcher, probeFolder);
        if (launcher is null)
        {
            yield return new DoctorResult("A0", "A sandbox can be made", DoctorClass.Required, DoctorVerdict.Failed, unavailable!.Missing, unavailable.Remedy);
        }
        else
        {
            foreach (var check in RequiredChecks.List(probe!, launcher).Concat(extraChecks?.Invoke(launcher) ?? []))
            {
                yield return await LookAsync(check, cancellationToken);
            }
        }

        foreach (var check in AdviceChecks.List(launcher, probe, time ?? TimeProvider.System))
        {
            yield return await LookAsync(check, cancellationToken);
        }
    }

    /// <summary>
    /// Refuses a machine on which a required check fails. The whole examination takes seconds, so a pass is remembered
    /// until the machine restarts or anything it depends on changes; then this takes milliseconds.
    /// </summary>
    /// <exception cref="SandboxUnavailableException">A required check failed; names the first, and what to do.</exception>
    public async Task RequireFitAsync(SandboxLauncher launcher, CancellationToken cancellationToken = default)
    {
        var stamp = new FitnessStamp(launcher, probeFolder);
        // Without isolation there is nothing to examine: whoever asked for that twice has been told.
        if (launcher.Capabilities.LimitMode == LimitMode.Unsandboxed || await stamp.ExistsAsync(cancellationToken))
        {
            return;
        }

        foreach (var check in RequiredChecks.List(new ProbeRunner(launcher, probeFolder), launcher))
        {
            var result = await LookAsync(check, cancellationToken);
            if (result.IsBlocking)
            {
                throw new SandboxUnavailableException($"The required check {result.Id} ({result.Title}) failed: {result.Detail}.", result.Remedy!);
            }
        }

        await stamp.WriteAsync(cancellationToken);
    }

    private async Task<(SandboxLauncher? Launcher, SandboxUnavailableException? Unavailable)> TryCreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await SandboxLauncher.CreateAsync(options, time: time, cancellationToken: cancellationToken), null);
        }
        catch (SandboxUnavailableException unavailable)
        {
            return (null, unavailable);
        }
    }

    private static async Task<DoctorResult> LookAsync(DoctorCheck check, CancellationToken cancellationToken)
    {
        DoctorFinding finding;
        try
        {
            finding = await check.LookAsync(cancellationToken);
        }
        catch (SandboxUnavailableException unavailable)
        {
            finding = DoctorFinding.Failed(unavailable.Missing, unavailable.Remedy);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A check that cannot be carried out has not passed; the rest of the examination goes on.
            finding = DoctorFinding.Failed($"The check broke: {exception.Message}", "Please report this together with the output of 'gradebench doctor'.");
        }

        return new DoctorResult(check.Id, check.Title, check.Class, finding.Verdict, finding.Detail, finding.Remedy);
    }
}
