using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GradeBench.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class HireOutcomes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "counted_people",
                schema: "cohorts",
                columns: table => new
                {
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample = table.Column<string>(type: "text", nullable: false),
                    cohort = table.Column<string>(type: "text", nullable: true),
                    hired = table.Column<bool>(type: "boolean", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_counted_people", x => new { x.rubric_version_id, x.candidate_id, x.sample });
                    table.ForeignKey(
                        name: "fk_counted_people_candidates_candidate_id",
                        column: x => x.candidate_id,
                        principalTable: "candidates",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_counted_people_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "hire_outcomes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hired = table.Column<bool>(type: "boolean", nullable: false),
                    weeks_to_hire = table.Column<int>(type: "integer", nullable: true),
                    salary_band = table.Column<string>(type: "text", nullable: true),
                    there_after_a_year = table.Column<bool>(type: "boolean", nullable: true),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hire_outcomes", x => x.id);
                    table.ForeignKey(
                        name: "fk_hire_outcomes_attempts_attempt_id",
                        column: x => x.attempt_id,
                        principalTable: "attempts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "item_strata",
                schema: "cohorts",
                columns: table => new
                {
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    population = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    cohort = table.Column<string>(type: "text", nullable: false),
                    band = table.Column<int>(type: "integer", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    met = table.Column<int>(type: "integer", nullable: false),
                    stepped_people = table.Column<int>(type: "integer", nullable: false),
                    stepped_met = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_item_strata", x => new { x.rubric_version_id, x.population, x.item, x.cohort, x.band });
                    table.ForeignKey(
                        name: "fk_item_strata_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "released_items",
                schema: "cohorts",
                columns: table => new
                {
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    value = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    population = table.Column<string>(type: "text", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    hired = table.Column<int>(type: "integer", nullable: false),
                    score_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    score_squares = table.Column<decimal>(type: "numeric", nullable: false),
                    rest_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    rest_squares = table.Column<decimal>(type: "numeric", nullable: false),
                    products = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_released_items", x => new { x.rubric_version_id, x.population, x.sample, x.quarter, x.item, x.value });
                    table.CheckConstraint("ck_released_items_people", "hired BETWEEN 0 AND people");
                    table.ForeignKey(
                        name: "fk_released_items_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "strata_steps",
                schema: "cohorts",
                columns: table => new
                {
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    population = table.Column<string>(type: "text", nullable: false),
                    cohort = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<string>(type: "text", nullable: false),
                    stepped_month = table.Column<string>(type: "text", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_strata_steps", x => new { x.rubric_version_id, x.population, x.cohort });
                    table.ForeignKey(
                        name: "fk_strata_steps_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "waiting_items",
                schema: "cohorts",
                columns: table => new
                {
                    rubric_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sample = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    value = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false),
                    hired = table.Column<int>(type: "integer", nullable: false),
                    score_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    score_squares = table.Column<decimal>(type: "numeric", nullable: false),
                    rest_sum = table.Column<decimal>(type: "numeric", nullable: false),
                    rest_squares = table.Column<decimal>(type: "numeric", nullable: false),
                    products = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_items", x => new { x.rubric_version_id, x.sample, x.item, x.value });
                    table.ForeignKey(
                        name: "fk_waiting_items_rubric_versions_rubric_version_id",
                        column: x => x.rubric_version_id,
                        principalTable: "rubric_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_counted_people_candidate_id",
                schema: "cohorts",
                table: "counted_people",
                column: "candidate_id");

            migrationBuilder.CreateIndex(
                name: "ix_hire_outcomes_attempt_id_recorded_at",
                table: "hire_outcomes",
                columns: new[] { "attempt_id", "recorded_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "counted_people",
                schema: "cohorts");

            migrationBuilder.DropTable(
                name: "hire_outcomes");

            migrationBuilder.DropTable(
                name: "item_strata",
                schema: "cohorts");

            migrationBuilder.DropTable(
                name: "released_items",
                schema: "cohorts");

            migrationBuilder.DropTable(
                name: "strata_steps",
                schema: "cohorts");

            migrationBuilder.DropTable(
                name: "waiting_items",
                schema: "cohorts");
        }
    }
}
