using GradeBench.Core.Candidates;
using GradeBench.Core.Rubrics;
using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Cohorts.Items;

internal sealed class CountedPersonMapping : IEntityTypeConfiguration<CountedPerson>
{
    public void Configure(EntityTypeBuilder<CountedPerson> builder)
    {
        builder.ToTable("counted_people", "cohorts");
        builder.HasKey(person => new { person.RubricVersionId, person.CandidateId, person.Sample });
        builder.HasOne<RubricVersion>().WithMany().HasForeignKey(person => person.RubricVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidate>().WithMany().HasForeignKey(person => person.CandidateId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(person => person.Sample).HasConversion<string>();
        builder.Property(person => person.Items).HasJson();
    }
}
