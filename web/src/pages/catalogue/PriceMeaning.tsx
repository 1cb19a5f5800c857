import { useMoney } from "../../format/money";
import { numberText, percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import style from "./Catalogue.module.css";
import { useLimits, type Told } from "./usePriced";

const percent = (value: number) => percentText(value, 2);

/** What last year's clients would have made of it. */
function Last({ told }: { told: Told }) {
  const t = useWords("catalogue");
  const money = useMoney();
  const { sold, change } = told.asked;
  if (sold === null || change === null || !told.visits) return null;
  const much = { visits: told.visits, sold, amount: money(Math.abs(change)) };
  return <p className="dim small">{t(change < 0 ? "lastYearLess" : "lastYearMore", much)}</p>;
}

/** What a price means: per session, against list price, after cost; and whether the house would want it. */
export function PriceMeaning({ told, fresh }: { told: Told; fresh: boolean }) {
  const t = useWords("catalogue");
  const money = useMoney();
  const limits = useLimits();
  const { asked } = told;
  const visits = asked.break_even ?? 0;
  return (
    <div className={style.guidance} aria-live="polite" data-fresh={fresh || undefined}>
      <dl className={style.told}>
        <div data-strong>
          <dt>{t("told.price")}</dt>
          <dd data-figure="price">{money(asked.price)}</dd>
        </div>
        <div data-strong>
          <dt>{t("told.perSession")}</dt>
          <dd data-figure="per_session">{money(asked.per_session)}</dd>
        </div>
        <div>
          <dt>{t("told.listPrice")}</dt>
          <dd data-figure="list_price">{money(told.listPrice)}</dd>
        </div>
        <div>
          <dt>{t("told.discount")}</dt>
          <dd data-figure="discount">{percent(asked.discount)}</dd>
        </div>
        <div>
          <dt>{t("told.cost")}</dt>
          <dd data-figure="cost">{money(asked.cost)}</dd>
        </div>
        <div>
          <dt>{t("told.margin")}</dt>
          <dd data-figure="margin">
            {money(asked.margin)}
            {asked.margin_rate !== null && ` · ${percent(asked.margin_rate)}`}
          </dd>
        </div>
      </dl>
      <p className="actions">
        <span className="tag" data-tone={asked.band === "within" ? "good" : "warn"} data-band={asked.band}>
          {t(`band.${asked.band}`, { from: percent(limits.from), to: percent(limits.to) })}
        </span>
        <span className="tag" data-tone={asked.below_floor ? "bad" : "good"} data-floor={asked.below_floor ? "below" : "kept"}>
          {t(asked.below_floor ? "floorBelow" : "floorKept", { floor: percent(limits.floor) })}
        </span>
      </p>
      <p className="dim small">
        {t("bandPrices", { low: money(told.band[1]), high: money(told.band[0]) })}
        {told.floorPrice !== undefined && ` ${t("floorPrice", { price: money(told.floorPrice) })}`}
        {visits > 0 && ` ${t("breakEven", { count: visits, visits: numberText(visits) })}`}
      </p>
      <Last told={told} />
    </div>
  );
}
