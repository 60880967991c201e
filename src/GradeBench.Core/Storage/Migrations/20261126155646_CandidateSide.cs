using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GradeBench.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class CandidateSide : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "adjustments");

            migrationBuilder.AddColumn<string>(
                name: "examples",
                table: "pack_versions",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "file_rules",
                table: "pack_versions",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{\"contractFiles\":[],\"ignoredFolders\":[]}'");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erased_at",
                table: "candidates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "candidates",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "rubric_version_id",
                table: "attempts",
                type: "uuid",
                nullable: true);

            // Sittings that were started before are scored by the rubric that is current now: which one they were shown was not kept.
            migrationBuilder.Sql(
                """
                UPDATE attempts SET rubric_version_id = assessments.current_rubric_version_id
                FROM assessments WHERE assessments.id = attempts.assessment_id
                """);

            migrationBuilder.AlterColumn<Guid>(
                name: "rubric_version_id",
                table: "attempts",
                type: "uuid",
                nullable: false,
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AddColumn<string>(
                name: "receipt_digits",
                table: "submissions",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                computedColumnSql: "upper(right(id::text, 12))",
                stored: true);

            migrationBuilder.CreateTable(
                name: "consents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    invitation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    wording_sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                    table.ForeignKey(
                        name: "fk_consents_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "feedback_releases",
                columns: table => new
                {
                    attempt_id = table.Column<Guid>(type: "uuid", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    released_by = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_releases", x => x.attempt_id);
                    table.ForeignKey(
                        name: "fk_feedback_releases_attempts_attempt_id",
                        column: x => x.attempt_id,
                        principalTable: "attempts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "practice_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    invitation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pack_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    files = table.Column<string>(type: "jsonb", nullable: false),
                    ignored = table.Column<string>(type: "jsonb", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    claims = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    result = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_practice_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_practice_runs_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recheck_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    criterion_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    agreed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recheck_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_recheck_requests_submissions_submission_id",
                        column: x => x.submission_id,
                        principalTable: "submissions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                schema: "adjustments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    invitation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wished_percent = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    percent = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_requests_invitations_invitation_id",
                        column: x => x.invitation_id,
                        principalTable: "invitations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_receipt_digits",
                table: "submissions",
                column: "receipt_digits");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_deadline",
                table: "attempts",
                column: "deadline");

            migrationBuilder.CreateIndex(
                name: "ix_attempts_rubric_version_id",
                table: "attempts",
                column: "rubric_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_consents_invitation_id_purpose_at",
                table: "consents",
                columns: new[] { "invitation_id", "purpose", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_practice_runs_invitation_id_requested_at",
                table: "practice_runs",
                columns: new[] { "invitation_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_recheck_requests_answered_at_requested_at",
                table: "recheck_requests",
                columns: new[] { "answered_at", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_recheck_requests_submission_id_criterion_id",
                table: "recheck_requests",
                columns: new[] { "submission_id", "criterion_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_requests_answered_at_requested_at",
                schema: "adjustments",
                table: "requests",
                columns: new[] { "answered_at", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_requests_invitation_id",
                schema: "adjustments",
                table: "requests",
                column: "invitation_id");

            migrationBuilder.AddForeignKey(
                name: "fk_attempts_rubric_versions_rubric_version_id",
                table: "attempts",
                column: "rubric_version_id",
                principalTable: "rubric_versions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_attempts_rubric_versions_rubric_version_id",
                table: "attempts");

            migrationBuilder.DropTable(
                name: "consents");

            migrationBuilder.DropTable(
                name: "feedback_releases");

            migrationBuilder.DropTable(
                name: "practice_runs");

            migrationBuilder.DropTable(
                name: "recheck_requests");

            migrationBuilder.DropTable(
                name: "requests",
                schema: "adjustments");

            migrationBuilder.DropTable(
                name: "signing_keys");

            migrationBuilder.DropIndex(
                name: "ix_submissions_receipt_digits",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_attempts_deadline",
                table: "attempts");

            migrationBuilder.DropIndex(
                name: "ix_attempts_rubric_version_id",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "receipt_digits",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "examples",
                table: "pack_versions");

            migrationBuilder.DropColumn(
                name: "file_rules",
                table: "pack_versions");

            migrationBuilder.DropColumn(
                name: "erased_at",
                table: "candidates");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "candidates");

            migrationBuilder.DropColumn(
                name: "rubric_version_id",
                table: "attempts");
        }
    }
}
