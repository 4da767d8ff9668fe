using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BillingPortal.Core.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PlanChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cancellation_reason",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pending_interval",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pending_plan",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "pending_quantity",
                table: "subscriptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "replaced_by",
                table: "subscriptions",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "change_quotes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    organization_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    subscription_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    interval = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    price_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    item_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    timing = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    effective_at = table.Column<long>(type: "INTEGER", nullable: false),
                    proration_date = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    amount_due_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    tax_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    total_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    lines_json = table.Column<string>(type: "TEXT", nullable: false),
                    next_total_minor = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    planned_before_json = table.Column<string>(type: "TEXT", nullable: true),
                    ended_before = table.Column<bool>(type: "INTEGER", nullable: false),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    confirmed_by = table.Column<string>(type: "TEXT", nullable: true),
                    invoice_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    refusal = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_quotes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_pending_plan",
                table: "subscriptions",
                column: "pending_plan",
                filter: "pending_plan IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_change_quotes_confirmed_at",
                table: "change_quotes",
                column: "confirmed_at",
                filter: "status = 'Confirming'");

            migrationBuilder.CreateIndex(
                name: "IX_change_quotes_organization_id_created_at",
                table: "change_quotes",
                columns: new[] { "organization_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "change_quotes");

            migrationBuilder.DropIndex(
                name: "IX_subscriptions_pending_plan",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "cancellation_reason",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "pending_interval",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "pending_plan",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "pending_quantity",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "replaced_by",
                table: "subscriptions");
        }
    }
}
