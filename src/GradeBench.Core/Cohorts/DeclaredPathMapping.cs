using GradeBench.Core.Candidates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts;

internal sealed class DeclaredPathMapping : IEntityTypeConfiguration<DeclaredPath>
{
    public void Configure(EntityTypeBuilder<DeclaredPath> builder)
    {
        builder.ToTable("declared_paths", "cohorts");
        builder.HasKey(path => path.CandidateId);
        builder.HasOne<Candidate>().WithOne().HasForeignKey<DeclaredPath>(path => path.CandidateId).OnDelete(DeleteBehavior.Cascade);
    }
}
