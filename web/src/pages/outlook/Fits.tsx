// Which way of selling suits each service, by how it is really used.
import { useSuspenseQuery } from "@tanstack/react-query";
import { reportQuery } from "../../api/queries";
import { useNames } from "../../format/names";
import { numberText, percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import { Shares } from "../../parts/charts/Levels";
import style from "./Outlook.module.css";
import type { Fit } from "./ahead";
import { Remark } from "./Remark";

const models = ["single", "package", "plan"] as const;
const tones = { single: "visit", package: "package", plan: "membership" } as const;

function Sold({ row }: { row: Fit["rows"][number] }) {
  const t = useWords("outlook");
  const shares = models.map((model) => ({ model, share: row[`sold_${model}`] ?? 0 }));
  if (shares.every(({ share }) => share === 0)) return null;
  return <Shares rows={shares.map(({ model, share }) => ({ key: model, label: t(`begin.${model}`), tone: tones[model], size: share, text: percentText(share, 0) }))} />;
}

export function Fits({ branch }: { branch: string | undefined }) {
  const t = useWords("outlook");
  const names = useNames();
  const made = useSuspenseQuery(reportQuery("fit", { branch })).data as unknown as Fit;
  return (
    <section className="page">
      <div>
        <h2>{t("fit")}</h2>
        <p className="dim">{t("fitHelp")}</p>
      </div>
      <ul className={`plain ${style.fits}`}>
        {made.rows.map((row) => (
          <li key={row.service} className={style.fit}>
            <header>
              <h3>
                <bdi>{names.item(row.service)}</bdi>
              </h3>
              <span className="tag" data-tone={row.advice === "keep" ? "good" : row.advice ? "warn" : undefined}>
                {row.advice ? t(`advice.${row.advice}`) : t(`verdict.${row.verdict}`)}
              </span>
            </header>
            <Remark remark={row.why ?? row.basis} />
            <Sold row={row} />
            {row.rhythm_days !== null && <p className="dim small">{t("rhythm", { days: numberText(row.rhythm_days), visits: numberText(row.visits), clients: numberText(row.clients) })}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
