// What a day's figures are made of: its entries, each in words.
import { Button } from "@mantine/core";
import { useQuery, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useSearchParams } from "wouter";
import { dayEntriesQuery, explainQuery } from "../../api/queries";
import type { Explained } from "../../api/types";
import { clientPlace } from "../../app/places";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { numberText } from "../../format/numbers";
import { ClientName } from "../../parts/ClientName";
import { Way } from "../../parts/Way";
import { useWords, type Key } from "../../i18n/words";
import { Credited } from "./Credited";
import style from "./Reports.module.css";

interface Line {
  sell?: string;
  redeem?: string;
  service?: string;
  product?: string;
  sessions?: number;
  quantity?: number;
  staff?: { staff: string; share: number }[];
  seller?: string;
}

interface Did {
  items?: Line[];
  payments?: { method: string; amount: number }[];
  branch?: string;
  amount?: number;
  price?: number;
  code?: string;
  /** What is undone. */
  entry?: number;
}

interface Entry {
  entry: number;
  date: string | null;
  name: string;
  client_ref: string | null;
  actor: string | null;
  operation: Did;
}

/** Whose sessions were credited, and which entries did them: who came with somebody's card is not its owner. */
interface Behind {
  clients: ReadonlySet<string>;
  entries: ReadonlySet<number>;
}

const behind = (rows: readonly Explained[]): Behind => ({ clients: new Set(rows.map((row) => row.client)), entries: new Set(rows.map((row) => row.entry)) });

/** It did a session that was credited, took one back, or may have changed what is paid for one. */
const credited = ({ entry, name, client_ref, operation }: Entry, { clients, entries }: Behind) =>
  entries.has(entry) || entries.has(operation.entry ?? 0) || (name !== "client" && clients.has(client_ref ?? ""));

/** What may have moved a figure of the day; `whose`, where it is one of somebody's. */
function concerns(entry: Entry, asked: URLSearchParams, whose: Behind | undefined): boolean {
  const method = asked.get("method");
  const branch = asked.get("branch");
  return (
    (!method || (entry.operation.payments ?? []).some((payment) => payment.method === method) || ["refund", "exchange"].includes(entry.name)) &&
    (!whose || credited(entry, whose)) &&
    (!branch || !entry.operation.branch || entry.operation.branch === branch)
  );
}

function useLine() {
  const t = useWords("figures");
  const names = useNames();
  return ({ sell, redeem, service, product, sessions, quantity, staff, seller }: Line) => {
    const what = sell ? t("did.sell", { what: names.offer(sell) }) : redeem ? t("did.redeem", { what: names.item(redeem) }) : names.item(service ?? product);
    const times = (sessions ?? quantity ?? 1) > 1 ? ` × ${sessions ?? quantity}` : "";
    const hands = staff?.map((one) => (one.share === 100 ? names.staff(one.staff) : `${names.staff(one.staff)} ${one.share} %`)) ?? (seller ? [names.staff(seller)] : []);
    return `${what}${times}${hands.length ? ` — ${hands.join(", ")}` : ""}`;
  };
}

function EntryCard({ entry }: { entry: Entry }) {
  const t = useWords("figures");
  const money = useMoney();
  const names = useNames();
  const say = useLine();
  const { items = [], payments = [], branch, code } = entry.operation;
  const aside = [entry.client_ref === null && code, names.branch(branch), entry.actor && names.staff(entry.actor)].filter(Boolean);
  return (
    <li className={style.entry}>
      <div className={style.whose}>
        <strong>{t(`words:operation.${entry.name}` as Key<"figures">)}</strong>
        {entry.client_ref !== null && (
          <Way className="link" href={clientPlace(entry.client_ref)}>
            <ClientName client={entry.client_ref} />
          </Way>
        )}
      </div>
      <span className="dim num">{t("entryNumber", { number: entry.entry })}</span>
      <ul>
        {items.map((line, index) => (
          <li key={`i${index}`} className={style.line}>
            <bdi>{say(line)}</bdi>
          </li>
        ))}
        {payments.map((payment, index) => (
          <li key={`p${index}`} className={style.line}>
            <span>{names.method(payment.method)}</span>
            <span className="num">{money(payment.amount)}</span>
          </li>
        ))}
        {aside.length > 0 && <li className="dim small">{aside.join(" · ")}</li>}
      </ul>
    </li>
  );
}

export function Entries() {
  const t = useWords("figures");
  const names = useNames();
  const [asked] = useSearchParams();
  const date = asked.get("date") ?? "";
  const staff = asked.get("staff");
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(dayEntriesQuery(date));
  const read = data.pages.flatMap((page) => page.entries as unknown as Entry[]);
  const { data: explained, isLoading } = useQuery({ ...explainQuery(staff ?? "", date), enabled: staff !== null });
  const whose = explained && behind(explained.rows);
  const entries = isLoading ? [] : read.filter((entry) => concerns(entry, asked, whose));
  const only = [names.method(asked.get("method")), names.staff(staff), names.branch(asked.get("branch"))].filter(Boolean);
  return (
    <div className="page">
      <div>
        <button type="button" className={style.chip} onClick={() => history.back()}>
          <ArrowLeft size={14} aria-hidden /> {t("shell:back")}
        </button>
      </div>
      <div>
        <h1>{t("entriesOf", { date: dayText(date) })}</h1>
        <p className="dim">{[t("entryCount", { count: entries.length }), ...only].join(" · ")}</p>
      </div>
      {hasNextPage && (
        <div className="actions">
          <span className="dim">{t("entriesRead", { read: numberText(read.length) })}</span>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      {staff && !asked.get("branch") && <Credited day={date} staff={staff} />}
      <ul className={`plain ${style.entries}`}>
        {entries.map((entry) => (
          <EntryCard key={entry.entry} entry={entry} />
        ))}
      </ul>
    </div>
  );
}
