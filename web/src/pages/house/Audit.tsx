// What happened with people and their rights, the latest first.
import { useSuspenseQuery } from "@tanstack/react-query";
import { auditQuery } from "../../api/queries";
import { momentText } from "../../format/dates";
import { useWords, type Key } from "../../i18n/words";
import { DataTable } from "../../parts/DataTable";

const known = [
  "first_owner", "person_added", "person_changed", "password_changed", "second_factor_new", "second_factor_on", "second_factor_off", "sign_in", "sign_out", "sign_in_refused",
  "right_refused", "token_added", "token_revoked", "link_added", "link_revoked",
];

export function Audit() {
  const t = useWords("house");
  const { data } = useSuspenseQuery(auditQuery);
  const rows = [...data.audit].reverse();
  return (
    <section className="page">
      <h2>{t("section.audit")}</h2>
      <DataTable
        label={t("section.audit")}
        columns={[
          { key: "when", title: t("when") },
          { key: "event", title: t("event") },
          { key: "name", title: t("signInName") },
          { key: "detail", title: t("detail"), wide: true },
        ]}
        rows={rows.map((row) => ({
          key: row.number,
          cells: [momentText(row.at_ms), known.includes(row.event) ? t(`events.${row.event}` as Key<"house">) : row.event.replaceAll("_", " "), row.name, row.detail],
        }))}
      />
    </section>
  );
}
