using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Runs;

internal sealed class RunResultMapping : IEntityTypeConfiguration<RunResult>
{
    public void Configure(EntityTypeBuilder<RunResult> builder)
    {
        builder.HasKey(result => result.RunId);
        builder.Property(result => result.EvidenceJson).HasColumnName("evidence").HasColumnType("jsonb");
        builder.Property(result => result.ScorecardJson).HasColumnName("scorecard").HasColumnType("jsonb");
    }
}
