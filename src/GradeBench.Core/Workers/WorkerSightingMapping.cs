using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Workers;

internal sealed class WorkerSightingMapping : IEntityTypeConfiguration<WorkerSighting>
{
    public void Configure(EntityTypeBuilder<WorkerSighting> builder)
    {
        builder.ToTable("worker_sightings");
        builder.HasKey(worker => worker.Name);
        builder.Property(worker => worker.Name).HasMaxLength(300);
    }
}
