using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace GradeBench.Core.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model; it never connects.</summary>
internal sealed class GradeBenchDbContextFactory : IDesignTimeDbContextFactory<GradeBenchDbContext>
{
    public GradeBenchDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<GradeBenchDbContext>();
        options.UseGradeBench(NpgsqlDataSource.Create("Host=localhost;Database=none"));

        return new GradeBenchDbContext(options.Options);
    }
}
