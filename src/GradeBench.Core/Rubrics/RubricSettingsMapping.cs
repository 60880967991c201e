using GradeBench.Core.Assessments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Rubrics;

internal sealed class RubricSettingsMapping : IEntityTypeConfiguration<RubricSettings>
{
    public void Configure(EntityTypeBuilder<RubricSettings> builder)
    {
        builder.ToTable("rubric_settings");
        builder.HasKey(settings => settings.AssessmentId);
        builder.HasOne<Assessment>().WithOne().HasForeignKey<RubricSettings>(settings => settings.AssessmentId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(settings => settings.Bar).HasPrecision(3, 1);
    }
}
