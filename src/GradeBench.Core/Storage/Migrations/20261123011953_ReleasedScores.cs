using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GradeBench.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ReleasedScores : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dimension_scores_assessment_id_rubric_version_id_dimension_",
                schema: "cohorts",
                table: "dimension_scores");

            migrationBuilder.AddColumn<string>(
                name: "released_cohort",
                schema: "cohorts",
                table: "dimension_scores",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "released_quarter",
                schema: "cohorts",
                table: "dimension_scores",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "released_scores",
                schema: "cohorts",
                columns: table => new
                {
                    population = table.Column<string>(type: "text", nullable: false),
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    cohort = table.Column<string>(type: "text", nullable: false),
                    dimension = table.Column<string>(type: "text", nullable: false),
                    score = table.Column<decimal>(type: "numeric(3,1)", precision: 3, scale: 1, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_released_scores", x => new { x.rubric_version_id, x.population, x.quarter, x.cohort, x.dimension, x.score });
                    table.CheckConstraint("ck_released_scores_people", "people >= 0");
                    table.ForeignKey(
                        name: "fk_released_scores_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dimension_scores_entering",
                schema: "cohorts",
                table: "dimension_scores",
                columns: new[] { "rubric_version_id", "candidate_id" },
                filter: "counts AND released_cohort IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_dimension_scores_leaving",
                schema: "cohorts",
                table: "dimension_scores",
                columns: new[] { "rubric_version_id", "candidate_id" },
                filter: "released_cohort IS NOT NULL AND (NOT counts OR cohort <> released_cohort)");

            // Overall scores stand beside the dimensions from now on; those of runs graded before are on the run.
            migrationBuilder.Sql(
                """
                INSERT INTO cohorts.dimension_scores
                    (run_id, dimension, score, cohort, assessment_id, rubric_version_id, candidate_id, attempt_id, submission_id, received_at, counts)
                SELECT DISTINCT ON (s.run_id)
                    s.run_id, 'overall', r.overall, s.cohort, s.assessment_id, s.rubric_version_id, s.candidate_id, s.attempt_id, s.submission_id, s.received_at, s.counts
                FROM cohorts.dimension_scores s JOIN runs r ON r.id = s.run_id
                WHERE r.overall IS NOT NULL
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM cohorts.dimension_scores WHERE dimension = 'overall'");

            migrationBuilder.DropTable(
                name: "released_scores",
                schema: "cohorts");

            migrationBuilder.DropIndex(
                name: "ix_dimension_scores_entering",
                schema: "cohorts",
                table: "dimension_scores");

            migrationBuilder.DropIndex(
                name: "ix_dimension_scores_leaving",
                schema: "cohorts",
                table: "dimension_scores");

            migrationBuilder.DropColumn(
                name: "released_cohort",
                schema: "cohorts",
                table: "dimension_scores");

            migrationBuilder.DropColumn(
                name: "released_quarter",
                schema: "cohorts",
                table: "dimension_scores");

            migrationBuilder.CreateIndex(
                name: "ix_dimension_scores_assessment_id_rubric_version_id_dimension_",
                schema: "cohorts",
                table: "dimension_scores",
                columns: new[] { "assessment_id", "rubric_version_id", "dimension", "cohort" },
                filter: "counts")
                .Annotation("Npgsql:IndexInclude", new[] { "score" });
        }
    }
}
