// A package as a card of marks: one for each session, used ones stamped with day and hands.
import { CalendarClock, Snowflake } from "lucide-react";
import type { ReactNode } from "react";
import type { Contract, CreditGrant, SessionGrant, Slot } from "../api/types";
import { dayText } from "../format/dates";
import { useMoney } from "../format/money";
import { useNames } from "../format/names";
import { useWords, type Key } from "../i18n/words";
import { isCredit } from "../pages/client/live";
import style from "./PunchCard.module.css";

const MANY = 40;

type Slots = SessionGrant & { slots?: Slot[] };

/** Two letters of whoever did it: of "Amy Lin" AL, of 陳小美 陳小. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0] ?? "") : [...(words[0] ?? "")].slice(0, 2);
  return letters.join("").toLocaleUpperCase();
}

function Mark({ slot, number, onUse }: { slot: Slot; number: number; onUse?: () => void }) {
  const t = useWords("words");
  const names = useNames();
  if (onUse)
    return (
      <li>
        <button type="button" className={style.mark} data-stands="free" aria-label={`${number}: ${t("use")}`} onClick={onUse}>
          {number}
        </button>
      </li>
    );
  if (slot.stands !== "used") {
    const words = t(`slot.${slot.stands}` as Key<"words">);
    return (
      <li className={style.mark} data-stands={slot.stands} aria-label={`${number}: ${words}`} title={words}>
        <span aria-hidden>{slot.stands === "free" ? number : ""}</span>
      </li>
    );
  }
  const hands = (slot.staff ?? []).map(({ staff }) => names.staff(staff));
  const words = t("slot.used", { date: dayText(slot.date), staff: hands.join(", ") || names.staff("house") });
  return (
    <li className={style.mark} data-stands="used" aria-label={`${number}: ${words}`} title={words}>
      <span className={style.date} aria-hidden>
        {dayText(slot.date, "stamp")}
      </span>
      <span className={style.hands} aria-hidden>
        {hands.slice(0, 2).map(initials).join("·") || "—"}
      </span>
    </li>
  );
}

function Marks({ grant, label, onUse }: { grant: Slots; label: string; onUse?: () => void }) {
  const slots = grant.slots ?? [];
  const next = slots.findIndex((slot) => slot.stands === "free");
  // A hundred marks say less than two figures: the last stamps and what comes next.
  const from = slots.length > MANY ? Math.max(0, Math.min(grant.used - 9, slots.length - 20)) : 0;
  const shown = slots.length > MANY ? slots.slice(from, from + 20) : slots;
  return (
    <ol className={`plain ${style.marks}`} aria-label={label} start={from + 1}>
      {shown.map((slot, index) => (
        <Mark key={from + index} slot={slot} number={from + index + 1} onUse={from + index === next ? onUse : undefined} />
      ))}
    </ol>
  );
}

function Until({ day }: { day: string | null | undefined }) {
  const t = useWords("words");
  return (
    <span className={style.until}>
      <CalendarClock size={14} aria-hidden />
      {day ? t("goodUntil", { date: dayText(day) }) : t("noExpiry")}
    </span>
  );
}

function Sessions({ grant, contract, onRedeem }: { grant: Slots; contract: Contract; onRedeem?: (service: string) => void }) {
  const t = useWords("words");
  const names = useNames();
  const services = grant.any_of ?? [grant.service ?? grant.product ?? ""];
  const title = services.map(names.item).join(" / ");
  const usable = onRedeem && grant.left > 0 && contract.status === "active";
  return (
    <div className={style.grant}>
      <div className={style.line}>
        <bdi className={style.service}>{title}</bdi>
        <span className={style.left}>{t("leftOf", { left: grant.left, all: grant.sessions })}</span>
      </div>
      <Marks grant={grant} label={t("marksOf", { what: title })} onUse={usable && services.length === 1 ? () => onRedeem(services[0] ?? "") : undefined} />
      <div className={style.line}>
        <Until day={grant.expires_on} />
        {usable &&
          services.map((service) => (
            <button key={service} type="button" className={style.redeem} onClick={() => onRedeem(service)}>
              {services.length > 1 ? t("useOf", { what: names.item(service) }) : t("use")}
            </button>
          ))}
      </div>
    </div>
  );
}

function Credit({ grant }: { grant: CreditGrant }) {
  const t = useWords("words");
  const money = useMoney();
  const share = grant.credit > 0 ? (grant.left / grant.credit) * 100 : 0;
  return (
    <div className={style.grant}>
      <div className={style.line}>
        <span className={`num ${style.balance}`}>{money(grant.left)}</span>
        <span className="dim small">{t("ofCredit", { amount: money(grant.credit) })}</span>
      </div>
      <span className={style.track} aria-hidden>
        <span style={{ width: `${share}%` }} />
      </span>
      <Until day={grant.expires_on} />
    </div>
  );
}

/** When what is frozen runs again; null: nobody knows yet. */
function Thaw({ day }: { day: string | null }) {
  const t = useWords("words");
  return (
    <p className={style.until}>
      <Snowflake size={14} aria-hidden />
      {day ? t("runsAgain", { date: dayText(day) }) : t("runsAgainOpen")}
    </p>
  );
}

/** The name on the card: the offer's, or of what was done once. */
export function useTitle(): (contract: Contract) => string {
  const t = useWords("words");
  const names = useNames();
  return (contract) => {
    if (contract.offer) return names.offer(contract.offer);
    const grant = contract.grants.find((one) => !isCredit(one)) as SessionGrant | undefined;
    return names.item(grant?.service ?? grant?.product) || t(`stream.${contract.stream}` as Key<"words">);
  };
}

const tones: Record<string, string> = { active: "good", frozen: "warn", suspended: "bad", owing: "bad", past_due: "bad" };

interface Props {
  contract: Contract;
  /** It belongs to somebody else, who shares it. */
  shared?: boolean;
  onRedeem?: (service: string) => void;
  menu?: ReactNode;
}

export function PunchCard({ contract, shared, onRedeem, menu }: Props) {
  const t = useWords("words");
  const money = useMoney();
  const title = useTitle()(contract);
  return (
    <article className={style.card} data-over={tones[contract.status] ? undefined : true}>
      <header className={style.head}>
        <h2 dir="auto">{title}</h2>
        {menu}
      </header>
      <p className={style.tags}>
        {contract.status !== "active" && (
          <span className="tag" data-tone={tones[contract.status]}>
            {t(`status.${contract.status}` as Key<"words">)}
          </span>
        )}
        {contract.due > 0 && (
          <span className="tag num" data-tone="bad">
            {t("dueOf", { amount: money(contract.due) })}
          </span>
        )}
        {shared && <span className="tag">{t("sharedCard")}</span>}
      </p>
      {contract.frozen && <Thaw day={contract.frozen.to} />}
      {contract.grants.map((grant, index) =>
        isCredit(grant) ? (
          <Credit key={index} grant={grant} />
        ) : contract.stream === "goods" || (contract.stream === "visit" && !contract.offer) ? null : (
          <Sessions key={index} grant={grant} contract={contract} onRedeem={onRedeem} />
        ),
      )}
      <footer className={style.foot}>
        <span>{dayText(contract.sold_on)}</span>
        <span className="num">{money(contract.price)}</span>
      </footer>
    </article>
  );
}
