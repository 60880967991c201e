using GradeBench.Assessments;
using GradeBench.Assessments.Judge;
using GradeBench.Protocol;
using GradeBench.Sandbox;

namespace GradeBench.Grading;

/// <summary>What the doctor asks of the hosts, beside what the sandbox asks of the machine.</summary>
public static class HostChecks
{
    /// <summary>Checks for <see cref="Doctor"/>: the compiler host compiles, and what it compiled answers in a candidate host.</summary>
    public static IEnumerable<DoctorCheck> List(SandboxLauncher launcher) =>
    [
        new("A14", "A sandboxed compiler host compiles, and a sandboxed candidate host answers", DoctorClass.Required, token => LookAsync(launcher, token)),
    ];

    private static async Task<DoctorFinding> LookAsync(SandboxLauncher launcher, CancellationToken cancellationToken)
    {
        var layout = HostLayout.Find();
        var options = new GradingOptions();
        var pack = AssessmentPacks.All[0];
        try
        {
            await using var compiler = await CompilerHost.StartAsync(launcher, layout, options, cancellationToken);
            var files = StarterFiles.Of(pack);
            var response = await compiler.Session.CompileAsync(new CompileRequest(files, pack.Id, pack.Packages), cancellationToken);
            if (response.Assembly is not { } assembly)
            {
                return DoctorFinding.Failed(
                    $"The starter of {pack.Id} does not compile: {(response.Diagnostics.Count > 0 ? response.Diagnostics[0].Message : "no reason given")}", "Build the solution again.");
            }

            await using var candidate = await CandidateHost.StartAsync(launcher, layout, CandidateHost.LimitsOf(pack.Limits), cancellationToken);
            await using var session = await CandidateSession.StartAsync(candidate, CandidatePayload.OfAssembly(pack.Contract, assembly), cancellationToken);
            return DoctorFinding.Passed($"The starter of {pack.Id} compiles to {assembly.Length} bytes and a candidate host offers it.");
        }
        catch (Exception e) when (e is GradingFaultException or HostEndedException or HostErrorException or HostUnavailableException or HostLostException or ContractException)
        {
            return DoctorFinding.Failed(e.Message, "Build the solution again; if it stays, report this together with the output of 'gradebench doctor'.");
        }
    }
}
