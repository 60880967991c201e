using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Decisions;

internal sealed class DecisionProposalMapping : IEntityTypeConfiguration<DecisionProposal>
{
    public void Configure(EntityTypeBuilder<DecisionProposal> builder)
    {
        builder.Property(proposal => proposal.Outcome).HasConversion<string>();
        builder.Property(proposal => proposal.State).HasConversion<string>();
        builder.Property(proposal => proposal.Reason).HasMaxLength(Decision.LongestReason);
        builder.Property(proposal => proposal.SentBackReason).HasMaxLength(Decision.LongestReason);
        builder.Property(proposal => proposal.CriterionId).HasMaxLength(100);
        builder.HasOne(proposal => proposal.Attempt).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(proposal => proposal.Submission).WithMany().OnDelete(DeleteBehavior.Cascade);

        // What the queue asks for, and the guard against two at once.
        builder.HasIndex(proposal => proposal.AttemptId).IsUnique().HasFilter("state = 'Open'").HasDatabaseName("ix_decision_proposals_open");
    }
}
