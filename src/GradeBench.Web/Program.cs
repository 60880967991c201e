using GradeBench.Core.Storage;
using GradeBench.Web.Shared;

var builder = WebApplication.CreateBuilder(args);
await using var database = await GradeBenchDatabase.OpenAsync(builder.Configuration, TimeProvider.System, CancellationToken.None);
builder.AddGradeBenchWeb(database.ConnectionString);

await using var app = builder.Build();
await app.Services.MigrateDatabaseAsync(CancellationToken.None);
app.UseGradeBenchWeb();
app.MapGradeBenchWeb();

await app.RunAsync();
