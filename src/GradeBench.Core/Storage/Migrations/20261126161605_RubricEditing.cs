using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GradeBench.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RubricEditing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rescorings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<string>(type: "text", nullable: false),
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    total = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rescorings", x => x.id);
                    table.ForeignKey(
                        name: "fk_rescorings_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rescorings_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rubric_drafts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<string>(type: "text", nullable: false),
                    based_on_id = table.Column<Guid>(type: "uuid", nullable: false),
                    yaml = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    edited_by = table.Column<string>(type: "text", nullable: false),
                    edited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: true),
                    approved_by = table.Column<string>(type: "text", nullable: true),
                    published_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rubric_drafts", x => x.id);
                    table.ForeignKey(
                        name: "fk_rubric_drafts_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rubric_drafts_rubric_versions_based_on_id",
                        column: x => x.based_on_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_rubric_drafts_rubric_versions_published_id",
                        column: x => x.published_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rubric_settings",
                columns: table => new
                {
                    assessment_id = table.Column<string>(type: "text", nullable: false),
                    bar = table.Column<decimal>(type: "numeric(3,1)", precision: 3, scale: 1, nullable: false),
                    pinned = table.Column<Guid[]>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rubric_settings", x => x.assessment_id);
                    table.ForeignKey(
                        name: "fk_rubric_settings_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rubric_dry_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    draft_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    bar = table.Column<decimal>(type: "numeric(3,1)", precision: 3, scale: 1, nullable: false),
                    ran_by = table.Column<string>(type: "text", nullable: false),
                    ran_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submissions = table.Column<int>(type: "integer", nullable: false),
                    up = table.Column<int>(type: "integer", nullable: false),
                    down = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rubric_dry_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_rubric_dry_runs_rubric_drafts_draft_id",
                        column: x => x.draft_id,
                        principalTable: "rubric_drafts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_rescorings_assessment_id",
                table: "rescorings",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_rescorings_rubric_version_id",
                table: "rescorings",
                column: "rubric_version_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rubric_drafts_assessment_id",
                table: "rubric_drafts",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_rubric_drafts_based_on_id",
                table: "rubric_drafts",
                column: "based_on_id");

            migrationBuilder.CreateIndex(
                name: "ix_rubric_drafts_published_id",
                table: "rubric_drafts",
                column: "published_id");

            migrationBuilder.CreateIndex(
                name: "ix_rubric_dry_runs_draft_id_ran_at",
                table: "rubric_dry_runs",
                columns: new[] { "draft_id", "ran_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rescorings");

            migrationBuilder.DropTable(
                name: "rubric_dry_runs");

            migrationBuilder.DropTable(
                name: "rubric_settings");

            migrationBuilder.DropTable(
                name: "rubric_drafts");
        }
    }
}
