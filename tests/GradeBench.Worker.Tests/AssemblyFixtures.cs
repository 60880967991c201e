using GradeBench.TestKit.Database;

[assembly: AssemblyFixture(typeof(TestPostgres))]
