using System.Runtime.InteropServices;
using GradeBench.CompilerHost;
using GradeBench.CompilerHost.Analysis;
using GradeBench.Protocol;

var pipes = HostPipes.Take();
var ready = new ReadyInfo(ReadyInfo.CompilerHost, "csharp", RuntimeInformation.FrameworkDescription);
var requests = new CompilerRequests(
    new SubmissionCompiler(
        ReferenceAssemblies.Load(Path.Combine(AppContext.BaseDirectory, "refs")),
        SubmissionPackages.Load(Path.Combine(AppContext.BaseDirectory, "packages"))),
    new Lazy<PackAnalyzers>(() => PackAnalyzers.Load(Path.Combine(AppContext.BaseDirectory, "packs"))));

WarmUp.Run(requests, AnalysisPart.Rules);

// A host in a pool warms the packs, too, as long as nobody asks. One that is waited for has time for them while hidden tests run.
Action? whenReady = args.Contains("--awaited") ? null : () => WarmUp.Run(requests, AnalysisPart.All);

// Parsing and binding descend as deep as the source nests; what the guards let through fits this stack.
var serving = new Thread(
    () => CompilerHostLoop.RunAsync(pipes.Input, pipes.Output, ready, requests.Compile, requests.Analyse, whenReady, CancellationToken.None).GetAwaiter().GetResult(),
    maxStackSize: 256 * 1024 * 1024);
serving.Start();
serving.Join();
return 0;
