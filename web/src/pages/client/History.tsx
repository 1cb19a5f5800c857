// What happened, the newest first; what was a mistake is undone here, with its reason.
import { Button, TextInput } from "@mantine/core";
import { Printer, Undo2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useDeed } from "../../api/deed";
import type { ClientPage, Contract, Past } from "../../api/types";
import { clientPlace } from "../../app/places";
import { dayText, momentText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { useWords, type Key } from "../../i18n/words";
import { ActSheet } from "../../parts/ActSheet";
import { say } from "../../parts/toast";
import { useCredited } from "../../parts/useCredited";
import { useDeedText } from "../../parts/useDeedText";
import { mayReturn } from "./acts/act";
import style from "./History.module.css";

const Return = lazy(() => import("./acts/Return").then((all) => ({ default: all.Return })));

const voidable = new Set([
  "visit", "pay", "refund", "return", "transfer", "exchange", "reprice", "write_off", "open", "share", "freeze", "extend", "tick",
]);
const hasReceipt = new Set(["visit", "pay"]);
const SOME = 12;

/** What an entry took in, by method: it leaves the drawer again when the entry is undone. */
function takenBy(did: Past["did"]): [string, number][] {
  const taken = new Map<string, number>();
  for (const { deed, stands, method, amount = 0 } of did)
    if (deed === "paid" && stands && method) taken.set(method, (taken.get(method) ?? 0) + amount);
  return [...taken];
}

interface UndoProps {
  entry: number;
  operation: string;
  did: Past["did"];
  onClose: () => void;
  onDone?: () => void;
}

/** One step: the reason, and the effect before it is done. */
export function Undo({ entry, operation, did, onClose, onDone }: UndoProps) {
  const t = useWords("client");
  const money = useMoney();
  const names = useNames();
  const credited = useCredited();
  const deed = useDeed();
  const [reason, setReason] = useState("");
  return (
    <ActSheet
      title={t("undo.title", { what: t(`words:operation.${operation}` as Key<"client">) })}
      operation={{ op: "void", entry, ...(reason.trim() && { note: reason.trim() }) }}
      effect={(result) => [
        { label: t("undo.dated"), value: dayText((result as { date?: string }).date) },
        ...takenBy(did).map(([method, amount]) => ({ label: t("undo.back", { method: names.method(method) }), value: money(amount), strong: true })),
        ...credited(result),
        { label: t("undo.due"), value: money(result.due ?? 0), strong: true },
      ]}
      verb={t("undo.do")}
      danger
      deed={deed}
      onClose={onClose}
      onDone={() => {
        say({ tone: "good", text: t("undo.done") });
        onDone?.();
      }}
    >
      <TextInput
        label={t("undo.reason")}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
        size="md"
      />
    </ActSheet>
  );
}

type Did = Past["did"][number];

/** What was charged or sold at a visit and used there and then has no card of its own: it comes back from here. */
const singleOf = (page: ClientPage, did: Did): Contract | undefined =>
  did.deed === "used" && did.stands && !did.offer ? page.contracts.find((one) => one.contract === did.contract && !one.offer && mayReturn(one)) : undefined;

/** What an entry is called; a void by what it took back, also where that is too long ago to stand here. */
function useTitle(): (past: Past) => string {
  const t = useWords("client");
  const named = (operation: string) => t(`words:operation.${operation}` as Key<"client">);
  return ({ operation, undid_operation, undid_date }) =>
    undid_operation ? t("undoOf", { what: named(undid_operation), date: dayText(undid_date) }) : named(operation);
}

/** Who took an entry back and when: as its void says, which is newer and so always stands here with it. Who signs in as nobody of the
 * staff, as an owner does, has no name in the book. */
function Undone({ by }: { by: Past | undefined }) {
  const t = useWords("client");
  const names = useNames();
  if (by?.recorded_at_ms === undefined) return null;
  const when = momentText(by.recorded_at_ms);
  return <p className={style.undone}>{by.actor ? t("undoneBy", { who: names.staff(by.actor), when }) : t("undoneAt", { when })}</p>;
}

interface EntryProps {
  past: Past;
  page: ClientPage;
  onUndo: () => void;
  onReturn: (contract: Contract) => void;
}

function Entry({ past, page, onUndo, onReturn }: EntryProps) {
  const t = useWords("client");
  const names = useNames();
  const money = useMoney();
  const text = useDeedText({ ...names, money });
  const title = useTitle()(past);
  const undone = past.undone_by !== undefined;
  return (
    <li className={style.entry} data-undone={undone || undefined}>
      <div className={style.head}>
        <span className={style.when}>{dayText(past.date)}</span>
        <span className={style.what}>{title}</span>
        {undone && (
          <span className="tag" data-tone="bad">
            {t("undone")}
          </span>
        )}
        <span className={style.tools}>
          {hasReceipt.has(past.operation) && !undone && (
            <Button
              component={Link}
              href={clientPlace(page.client.ref, `/receipt/${past.entry}`)}
              variant="subtle"
              color="gray"
              leftSection={<Printer size={16} aria-hidden />}
            >
              {t("receipt")}
            </Button>
          )}
          {voidable.has(past.operation) && !undone && past.did.some((did) => did.stands) && (
            <Button variant="subtle" color="gray" leftSection={<Undo2 size={16} aria-hidden />} onClick={onUndo}>
              {t("undo.offer")}
            </Button>
          )}
        </span>
      </div>
      {undone && <Undone by={page.history?.find(({ entry }) => entry === past.undone_by)} />}
      {past.note && (
        <p className={style.note} dir="auto">
          {past.note}
        </p>
      )}
      <ul className={`plain ${style.did}`}>
        {past.did.map((did, index) => {
          const single = singleOf(page, did);
          return (
            <li key={index} data-undone={!did.stands || undefined} dir="auto">
              {text(did)}
              {single && (
                <Button variant="subtle" color="gray" size="compact-md" aria-label={t("return.offerOf", { what: text(did) })} onClick={() => onReturn(single)}>
                  {t("return.offer")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </li>
  );
}

export function History({ page }: { page: ClientPage }) {
  const t = useWords("client");
  const [all, setAll] = useState(false);
  const [undoing, setUndoing] = useState<Past>();
  const [returning, setReturning] = useState<Contract>();
  const history = page.history ?? [];
  return (
    <section className={`sheet ${style.history}`}>
      <h2>{t("history")}</h2>
      <ol className="plain">
        {(all ? history : history.slice(0, SOME)).map((past) => (
          <Entry key={past.entry} past={past} page={page} onUndo={() => setUndoing(past)} onReturn={setReturning} />
        ))}
      </ol>
      {history.length > SOME && !all && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t("showAll", { count: history.length })}
        </Button>
      )}
      {undoing && <Undo entry={undoing.entry} operation={undoing.operation} did={undoing.did} onClose={() => setUndoing(undefined)} />}
      {returning && (
        <Suspense>
          <Return contract={returning} client={page.client.ref} onClose={() => setReturning(undefined)} onDone={() => say({ tone: "good", text: t("return.done") })} />
        </Suspense>
      )}
    </section>
  );
}
