namespace GradeBench.Worker;

/// <summary>Names this worker to administrators, for example <c>grader-7/4711</c>.</summary>
internal sealed class WorkerName
{
    public string Value { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    public override string ToString() => Value;
}
