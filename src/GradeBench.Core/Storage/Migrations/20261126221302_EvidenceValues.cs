using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace GradeBench.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class EvidenceValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "evidence_values",
                table: "run_results",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_run_results_without_values",
                table: "run_results",
                column: "run_id",
                filter: "evidence_values IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_run_results_without_values",
                table: "run_results");

            migrationBuilder.DropColumn(
                name: "evidence_values",
                table: "run_results");
        }
    }
}
