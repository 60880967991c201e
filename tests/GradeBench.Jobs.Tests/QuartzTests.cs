using GradeBench.TestKit.Database;

namespace GradeBench.Jobs.Tests;

public sealed class QuartzTests(TestPostgres postgres, ITestOutputHelper output)
    : JobEngineContract(Engines.Quartz, postgres, output);
