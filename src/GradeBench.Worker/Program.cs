using GradeBench.Core.Storage;
using GradeBench.Core.Storage.Embedded;
using GradeBench.Sandbox;
using GradeBench.Worker;

try
{
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
    await using var database = await GradeBenchDatabase.OpenAsync(configuration, TimeProvider.System, CancellationToken.None);
    using var host = WorkerHost.Create(args, database.ConnectionString);
    await host.RunAsync();

    return 0;
}
catch (SandboxUnavailableException exception)
{
    await Console.Error.WriteLineAsync($"This worker cannot grade: {exception.Message}");

    return 3;
}
catch (Exception exception) when (exception is PostgresNotInstalledException or PostgresFailedException)
{
    await Console.Error.WriteLineAsync(exception.Message);

    return 1;
}
