using GradeBench.Core.Tests.Storage;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace GradeBench.Core.Tests;

internal static class EntryPoint
{
    public static Task<int> Main(string[] args) => args switch
    {
        [ClusterStarter.Command, var folder] => ClusterStarter.RunAsync(folder),
        _ when args.Any(arg => arg is "-automated" or "@@") => ConsoleRunner.Run(args),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}
