using GradeBench.EndToEnd.Tests.Support;

[assembly: AssemblyFixture(typeof(Product))]

// One browser and one worker on two cores: tests at once would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
