using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Runs;

internal sealed class RunResultMapping : IEntityTypeConfiguration<RunResult>
{
    public void Configure(EntityTypeBuilder<RunResult> builder)
    {
        builder.HasKey(result => result.RunId);
        builder.Property(result => result.EvidenceJson).HasColumnName("evidence").HasColumnType("jsonb");
        // Text, not jsonb: it is only ever read as a whole, by the ten thousand.
        builder.Property(result => result.ValuesJson).HasColumnName("evidence_values").HasColumnType("text");
        builder.HasIndex(result => result.RunId).HasFilter("evidence_values IS NULL").HasDatabaseName("ix_run_results_without_values");
        builder.Property(result => result.ScorecardJson).HasColumnName("scorecard").HasColumnType("jsonb");
    }
}
