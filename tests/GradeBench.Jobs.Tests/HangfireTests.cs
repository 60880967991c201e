using GradeBench.TestKit.Database;

namespace GradeBench.Jobs.Tests;

public sealed class HangfireTests(TestPostgres postgres, ITestOutputHelper output)
    : JobEngineContract(Engines.Hangfire, postgres, output);
