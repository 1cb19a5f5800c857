import { useMoney } from "../../format/money";
import { numberText, percentText } from "../../format/numbers";
import { useWords } from "../../i18n/words";
import type { Guidance, Limits } from "./guidance";
import style from "./Catalogue.module.css";

const percent = (bp: number) => percentText(bp / 100, 2);

/** What a price means: per session, against list price, after cost; and whether the house would want it. */
export function PriceMeaning({ told, limits }: { told: Guidance; limits: Limits }) {
  const t = useWords("catalogue");
  const money = useMoney();
  const good = told.band === "within";
  return (
    <div className={style.guidance} aria-live="polite">
      <dl className={style.told}>
        <div data-strong>
          <dt>{t("told.price")}</dt>
          <dd data-figure="price">{money(told.price)}</dd>
        </div>
        <div data-strong>
          <dt>{t("told.perSession")}</dt>
          <dd data-figure="per_session">{money(told.perSession)}</dd>
        </div>
        <div>
          <dt>{t("told.listPrice")}</dt>
          <dd data-figure="list_price">{money(told.listPrice)}</dd>
        </div>
        <div>
          <dt>{t("told.discount")}</dt>
          <dd data-figure="discount">{percent(told.discountBp)}</dd>
        </div>
        <div>
          <dt>{t("told.cost")}</dt>
          <dd data-figure="cost">{money(told.cost)}</dd>
        </div>
        <div>
          <dt>{t("told.margin")}</dt>
          <dd data-figure="margin">
            {money(told.margin)}
            {told.marginBp !== undefined && ` · ${percent(told.marginBp)}`}
          </dd>
        </div>
      </dl>
      <p className="actions">
        <span className="tag" data-tone={good ? "good" : "warn"} data-band={told.band}>
          {t(`band.${told.band}`, { from: percent(limits.bandFrom), to: percent(limits.bandTo) })}
        </span>
        <span className="tag" data-tone={told.belowFloor ? "bad" : "good"} data-floor={told.belowFloor ? "below" : "kept"}>
          {t(told.belowFloor ? "floorBelow" : "floorKept", { floor: percent(limits.floor) })}
        </span>
      </p>
      <p className="dim small">
        {t("bandPrices", { low: money(told.bandPrices[1]), high: money(told.bandPrices[0]) })}
        {told.floorPrice !== undefined && ` ${t("floorPrice", { price: money(told.floorPrice) })}`}
        {told.breakEven > 0 && ` ${t("breakEven", { count: told.breakEven, visits: numberText(told.breakEven) })}`}
      </p>
    </div>
  );
}
