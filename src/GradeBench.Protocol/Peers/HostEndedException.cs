namespace GradeBench.Protocol;

/// <summary>The host closed its output before it answered: it exited, crashed or was killed. Its process says which.</summary>
public sealed class HostEndedException() : Exception("The host ended before it answered.");
