using System.Runtime.InteropServices;
using GradeBench.CompilerHost;
using GradeBench.Protocol;

var pipes = HostPipes.Take();
var ready = new ReadyInfo(ReadyInfo.CompilerHost, "csharp", RuntimeInformation.FrameworkDescription);
var requests = new CompilerRequests(new SubmissionCompiler(ReferenceAssemblies.Load(Path.Combine(AppContext.BaseDirectory, "refs"))));

WarmUp.Run(requests);

// Parsing and binding descend as deep as the source nests; what the guards let through fits this stack.
var serving = new Thread(
    () => CompilerHostLoop.RunAsync(pipes.Input, pipes.Output, ready, requests.Compile, requests.Analyse, CancellationToken.None).GetAwaiter().GetResult(),
    maxStackSize: 256 * 1024 * 1024);
serving.Start();
serving.Join();
return 0;
