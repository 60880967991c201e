using GradeBench.Core.Attempts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Invitations;

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
        builder.HasOne(invitation => invitation.Candidate).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(invitation => invitation.Assessment).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(invitation => invitation.Attempt).WithOne(attempt => attempt.Invitation)
            .HasForeignKey<Attempt>(attempt => attempt.InvitationId).OnDelete(DeleteBehavior.Restrict);
    }
}
