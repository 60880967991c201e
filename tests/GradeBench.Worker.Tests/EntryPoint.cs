using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GradeBench.Worker.Tests;

internal static class EntryPoint
{
    public static Task<int> Main(string[] args) => args switch
    {
        [StuckWorker.Command, var connectionString] => StuckWorker.RunAsync(connectionString),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
