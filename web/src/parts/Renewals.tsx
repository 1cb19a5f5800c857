// What to offer next, with the sentence to say.
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { Renewal } from "../api/counsel";
import type { Result } from "../api/types";
import { clientPlace } from "../app/places";
import { dayText } from "../format/dates";
import { useMoney } from "../format/money";
import { useNames } from "../format/names";
import { useWords } from "../i18n/words";
import style from "./Renewals.module.css";

function useSentence(): (renewal: Renewal) => string {
  const t = useWords("words");
  const names = useNames();
  const money = useMoney();
  return (renewal) => {
    const service = names.item(renewal.service);
    const parts = [
      renewal.left > 0
        ? renewal.run_out_on
          ? t("renewal.leftUntil", { count: renewal.left, what: service, date: dayText(renewal.run_out_on, "short") })
          : t("renewal.left", { count: renewal.left, what: service })
        : t("renewal.none", { what: service }),
    ];
    if (renewal.reason === "habit" && renewal.rhythm) parts.push(t("renewal.habit", { count: renewal.rhythm }));
    if (renewal.per_session !== null && renewal.sessions) parts.push(t("renewal.each", { amount: money(renewal.per_session) }));
    if (renewal.saving_single && renewal.saving_single > 0) parts.push(t("renewal.saves", { amount: money(renewal.saving_single) }));
    if (renewal.used_up_on) parts.push(t("renewal.lasts", { date: dayText(renewal.used_up_on, "short") }));
    return parts.join(" ");
  };
}

interface Props {
  renewals: Result["renewals"];
  client: string;
  /** Called when one is about to be sold. */
  onSell: () => void;
}

export function Renewals({ renewals, client, onSell }: Props) {
  const t = useWords("words");
  const names = useNames();
  const money = useMoney();
  const sentence = useSentence();
  const offered = (renewals ?? []).filter((one) => one.offer).slice(0, 3);
  if (offered.length === 0) return null;
  return (
    <section className={style.renewals} aria-label={t("renewal.title")}>
      <h2>{t("renewal.title")}</h2>
      <ul className="plain">
        {offered.map((renewal) => (
          <li key={`${renewal.service} ${renewal.offer}`} className={style.one}>
            <div className={style.words}>
              <strong dir="auto">{names.offer(renewal.offer)}</strong>
              <span className="num">{money(renewal.price ?? 0)}</span>
              <p dir="auto">{sentence(renewal)}</p>
              {renewal.risk === "tight" && <p className="tag" data-tone="warn">{t("renewal.tight")}</p>}
            </div>
            <Button
              component={Link}
              href={clientPlace(client, `/visit?sell=${encodeURIComponent(renewal.offer ?? "")}`)}
              variant="light"
              onClick={onSell}
            >
              {t("renewal.sell")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
