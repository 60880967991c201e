using GradeBench.SandboxProbe;

// Prints what one probe found, as lines of "key=value". It asserts nothing: judging is done outside, where it cannot be influenced.
// The console is opened first, because some probes leave no room for it, and because opening it changes errno.
Report.Line("probe", args is [var first, ..] ? first : "none");

if (args is [var name, .. var arguments] && ProbeList.Find(name) is { } probe)
{
    return probe(arguments);
}

Console.Error.WriteLine($"Name one probe: {string.Join(", ", ProbeList.Names)}.");
return 2;
