using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Candidates;

internal sealed class CandidateMapping : IEntityTypeConfiguration<Candidate>
{
    public void Configure(EntityTypeBuilder<Candidate> builder)
    {
        builder.Property(candidate => candidate.Name).HasMaxLength(200);
        builder.Property(candidate => candidate.Email).HasMaxLength(320);
        builder.Property(candidate => candidate.TimeZone).HasMaxLength(64);
        builder.HasIndex(candidate => candidate.Email).IsUnique();
    }
}
