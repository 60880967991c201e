using GradeBench.SandboxProbe.Probes;

namespace GradeBench.SandboxProbe;

/// <summary>Every probe by its name.</summary>
internal static class ProbeList
{
    private static readonly Dictionary<string, Func<string[], int>> Probes = new()
    {
        ["identity"] = IdentityProbes.Identity,
        ["init"] = IdentityProbes.Init,
        ["descriptors"] = IdentityProbes.Descriptors,
        ["environment"] = IdentityProbes.Environment,
        ["sockets"] = KernelProbes.Sockets,
        ["calls"] = KernelProbes.Calls,
        ["compat-call"] = KernelProbes.CompatCall,
        ["open-for-writing"] = FileProbes.OpenForWriting,
        ["sizes"] = FileProbes.Sizes,
        ["fill"] = FileProbes.Fill,
        ["exists"] = FileProbes.Exists,
        ["list"] = FileProbes.List,
        ["processes"] = FileProbes.Processes,
        ["connect"] = NetworkProbes.Connect,
        ["loopback"] = NetworkProbes.Loopback,
        ["fork"] = ExhaustionProbes.Fork,
        ["threads"] = ExhaustionProbes.Threads,
        ["allocate-native"] = ExhaustionProbes.AllocateNative,
        ["allocate-managed"] = ExhaustionProbes.AllocateManaged,
        ["spin"] = ExhaustionProbes.Spin,
        ["flood-output"] = ExhaustionProbes.FloodOutput,
        ["flood-errors"] = ExhaustionProbes.FloodErrors,
        ["echo"] = LifeProbes.Echo,
        ["exit"] = LifeProbes.Exit,
        ["crash"] = LifeProbes.Crash,
        ["sleep"] = LifeProbes.Sleep,
        ["daemonise"] = LifeProbes.Daemonise,
        ["stay-alive"] = LifeProbes.StayAlive,
        ["recurse"] = LifeProbes.Recurse,
        ["runtime"] = LifeProbes.Runtime,
    };

    public static IEnumerable<string> Names => Probes.Keys;

    public static Func<string[], int>? Find(string name) => Probes.GetValueOrDefault(name);
}
