// Whom to talk to, first where something can still be done; each one tap from what helps.
import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { ALERTS_MOST, alertNames, alertsQuery, type Alert, type AlertName } from "../../api/counsel";
import { clientPlace } from "../../app/places";
import { dayText, daysBetween } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { numberText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import style from "./People.module.css";

const FIRST = 8;
const tones: Partial<Record<AlertName, string>> = { past_due: "bad", suspended: "bad", overdue: "bad", expiring: "warn", low: "good", used_up: "good" };

function useWhy(): (alert: Alert) => string {
  const t = useWords("today");
  const money = useMoney();
  return (alert) =>
    t(`why.${alert.reason}`, {
      count: alert.left,
      amount: money(alert.amount),
      due: dayText(alert.due_on, "short"),
      until: dayText(alert.expires_on, "short"),
      last: dayText(alert.last_visit, "short"),
      lost: alert.lost ?? 0,
    });
}

function One({ alert }: { alert: Alert }) {
  const t = useWords("today");
  const names = useNames();
  const why = useWhy();
  const place = clientPlace(alert.client);
  const what = alert.offer ? names.offer(alert.offer) : names.item(alert.service);
  return (
    <li className={style.one}>
      <Link href={place} className={style.who}>
        <bdi className={style.name}>{alert.name || alert.client}</bdi>
        <bdi className="dim small">{what}</bdi>
      </Link>
      <p className={style.why}>
        <span className="tag" data-tone={tones[alert.alert]}>
          {t(`alert.${alert.alert}`)}
        </span>
        <span>{why(alert)}</span>
      </p>
      <Button component={Link} href={alert.action === "offer_renewal" ? `${place}/visit` : place} variant="light" className={style.act}>
        {t(`action.${alert.action === "use_other" ? "use_another" : alert.action}`)}
      </Button>
    </li>
  );
}

const LONG_DAYS = 30;

/** As the list has it (rulebook 11.3): what has been so for longer stands at its end. */
const longPast = ({ alert, since }: Alert, today: string) => alert !== "expiring" && alert !== "low" && daysBetween(since, today) > LONG_DAYS;

function List({ rows }: { rows: readonly Alert[] }) {
  return (
    <ul className="plain">
      {rows.map((alert) => (
        <One key={`${alert.alert} ${alert.contract} ${alert.client}`} alert={alert} />
      ))}
    </ul>
  );
}

export function People({ today }: { today: string }) {
  const t = useWords("today");
  const [only, setOnly] = useState<AlertName>();
  const [all, setAll] = useState(false);
  const { data: every } = useSuspenseQuery(alertsQuery());
  const { data } = useSuspenseQuery(alertsQuery(only));
  const count = only ? every.totals[only] : alertNames.reduce((sum, name) => sum + every.totals[name], 0);
  const most = Math.min(count, ALERTS_MOST);
  const { data: whole, isFetching } = useQuery({ ...alertsQuery(only, ALERTS_MOST), enabled: all && data.rows.length < most });
  const rows = all ? (whole ?? data).rows : data.rows.slice(0, FIRST);
  const now = rows.filter((alert) => !longPast(alert, today));
  const past = rows.slice(now.length);
  const counts = alertNames.filter((name) => every.totals[name] > 0);
  return (
    <section className={`sheet ${style.people}`}>
      <h2>{t("people")}</h2>
      {counts.length === 0 ? (
        <p className="dim">{t("nobody")}</p>
      ) : (
        <>
          <div className={style.filters} role="group" aria-label={t("people")}>
            <button type="button" aria-pressed={!only} onClick={() => setOnly(undefined)}>
              {t("everybody")}
            </button>
            {counts.map((name) => (
              <button key={name} type="button" aria-pressed={only === name} onClick={() => setOnly(only === name ? undefined : name)}>
                {t(`alert.${name}`)} <span className="num">{numberText(every.totals[name])}</span>
              </button>
            ))}
          </div>
          <List rows={now} />
          {past.length > 0 && (
            <>
              <h3 className={style.past}>{t("longPast", { count: LONG_DAYS })}</h3>
              <List rows={past} />
            </>
          )}
          {most > FIRST && !all && (
            <Button variant="subtle" onClick={() => setAll(true)}>
              {t("showMore", { count: most - FIRST })}
            </Button>
          )}
          {all && !isFetching && count > rows.length && <p className="dim">{t(only ? "firstOfKind" : "firstOf", { shown: numberText(rows.length), all: numberText(count) })}</p>}
        </>
      )}
    </section>
  );
}
