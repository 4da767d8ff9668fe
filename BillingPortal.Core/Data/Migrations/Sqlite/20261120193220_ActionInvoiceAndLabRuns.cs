using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BillingPortal.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ActionInvoiceAndLabRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "action_invoice",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.Sql("UPDATE subscriptions SET action_invoice = latest_invoice WHERE requires_action");

            migrationBuilder.CreateTable(
                name: "lab_runs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    scenario = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    organization_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<bool>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    run_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lab_runs", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_lab_runs_scenario_started_at",
                table: "lab_runs",
                columns: new[] { "scenario", "started_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "lab_runs");

            migrationBuilder.DropColumn(
                name: "action_invoice",
                table: "subscriptions");
        }
    }
}
