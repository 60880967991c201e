using System.Diagnostics;
using GradeBench.Sandbox.Running;

namespace GradeBench.Sandbox.Launch;

/// <summary>A process to start and what tells how it went. Disposed when the process is gone.</summary>
internal interface ILaunchCommand : IDisposable
{
    ProcessStartInfo StartInfo { get; }

    /// <param name="process">The process that was started with <see cref="StartInfo"/>.</param>
    LaunchStatus ReadStatus(Process process);
}
