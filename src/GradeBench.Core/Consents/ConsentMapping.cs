using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Consents;

internal sealed class ConsentMapping : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consents");
        builder.Property(consent => consent.Purpose).HasConversion<string>().HasMaxLength(40);
        builder.Property(consent => consent.WordingSha256).HasMaxLength(64).IsFixedLength();
        builder.HasOne(consent => consent.Invitation).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(consent => new { consent.InvitationId, consent.Purpose, consent.At });
    }
}
