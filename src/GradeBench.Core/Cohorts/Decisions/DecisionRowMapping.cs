using GradeBench.Core.Candidates;
using GradeBench.Core.Rubrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts.Decisions;

internal sealed class DecisionRowMapping : IEntityTypeConfiguration<DecisionRow>
{
    public void Configure(EntityTypeBuilder<DecisionRow> builder)
    {
        builder.ToTable("counted_decisions", "cohorts");
        builder.HasKey(row => new { row.RubricVersionId, row.CandidateId });
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(row => row.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidate>().WithMany().HasForeignKey(row => row.CandidateId).OnDelete(DeleteBehavior.Cascade);
    }
}
