// All reports, and each of them.
import { Link, useParams } from "wouter";
import { useWords } from "../../i18n/words";
import { Entries } from "./Entries";
import { kindCalled, kinds } from "./kinds";
import { Report } from "./Report";
import style from "./Reports.module.css";

function Every() {
  const t = useWords("figures");
  return (
    <div className="page">
      <div>
        <h1>{t("reports")}</h1>
        <p className="dim">{t("reportsHelp")}</p>
      </div>
      <div className={style.kinds}>
        {kinds.map(({ name }) => (
          <Link key={name} href={`/reports/${name}`} className={style.kind}>
            <strong>{t(`report.${name}.title`)}</strong>
            <span className="dim small">{t(`report.${name}.help`)}</span>
          </Link>
        ))}
      </div>
    </div>
  );
}

export default function Reports() {
  const { name } = useParams<{ name?: string }>();
  const t = useWords("shell");
  if (!name) return <Every />;
  if (name === "entries") return <Entries />;
  const kind = kindCalled(name);
  return kind ? <Report key={name} kind={kind} /> : <p className="lonely">{t("noSuchPage")}</p>;
}
