using System.Runtime.InteropServices;
using GradeBench.CompilerHost;
using GradeBench.Protocol;

var pipes = HostPipes.Take();
var ready = new ReadyInfo(ReadyInfo.CompilerHost, "csharp", RuntimeInformation.FrameworkDescription);
var compiler = new SubmissionCompiler(ReferenceAssemblies.Load(Path.Combine(AppContext.BaseDirectory, "refs")));

WarmUp.Run(compiler);

// Parsing and binding descend as deep as the source nests; what the guards let through fits this stack.
var serving = new Thread(
    () => CompilerHostLoop.RunAsync(pipes.Input, pipes.Output, ready, compiler.Compile, CancellationToken.None).GetAwaiter().GetResult(),
    maxStackSize: 256 * 1024 * 1024);
serving.Start();
serving.Join();
return 0;
