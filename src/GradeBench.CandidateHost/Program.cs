using GradeBench.CandidateHost;
using GradeBench.Protocol;

// Before anything else: from here on nothing that is printed or read can touch the protocol's pipes.
var pipes = HostPipes.Take();
ForeignCulture.Enter();
WarmUp.Run();

var server = new SubmissionServer(pipes.Input, pipes.Output);
SubmissionThreads.Begin();
server.AnnounceReady();
server.Serve();

// The judge has gone. Leave at once: nothing of the submission (finalizers, exit handlers, threads) may hold the process up.
HostProcess.Leave();
