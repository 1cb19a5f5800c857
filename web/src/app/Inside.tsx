// Behind the door: who signed in, and the page they asked for.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Link, Redirect, Route, Switch } from "wouter";
import { base } from "../api/client";
import { ASK_AGAIN_MS, dropDeed, oldDeeds, settleUnanswered, takeUp, type OldDeed } from "../api/deed";
import { useNews, useReached } from "../api/events";
import { forgetDraft } from "../api/drafts";
import { Problem } from "../api/problem";
import { sessionQuery } from "../api/queries";
import { useEnded } from "../api/session";
import type { Who } from "../api/types";
import { useOtherWindows } from "../api/windows";
import { choicesOf } from "../format/choices";
import { dayText } from "../format/dates";
import { ClientName } from "../parts/ClientName";
import { Failure, ProblemNote } from "../parts/Failure";
import { say } from "../parts/toast";
import { Waiting } from "../parts/Waiting";
import { homeOf, mayVisit, pages } from "./access";
import { clientPlace } from "./places";
import style from "./Inside.module.css";
import { Shell } from "./Shell";
import { WhoContext } from "./who";
import { useWords } from "../i18n/words";

// Seldom needed at once, but then without delay: whoever works may be signed out, and the server be another by then.
const loadSignIn = () => import("../pages/sign-in/SignIn");
const SignIn = lazy(loadSignIn);

function Nothing({ children }: { children: ReactNode }) {
  return <p className="lonely">{children}</p>;
}

function Pages({ who }: { who: Who }) {
  const t = useWords("shell");
  return (
    <Switch>
      {pages.map((page) => (
        <Route key={page.path} path={page.path}>
          {mayVisit(who.role, page) ? (
            <page.page />
          ) : page.path === "/" ? (
            <Redirect to={homeOf(who.role)} replace />
          ) : (
            <Nothing>{t("notYours")}</Nothing>
          )}
        </Route>
      ))}
      <Route path="/">
        <Redirect to={homeOf(who.role)} replace />
      </Route>
      <Route>
        <Nothing>{t("noSuchPage")}</Nothing>
      </Route>
    </Switch>
  );
}

/** A deed whose form is gone is asked for again, and its outcome said: at once where it may be known now, and then by and by. */
function useUnanswered() {
  const t = useWords("shell");
  const reached = useReached();
  const ended = useEnded();
  useEffect(() => {
    if (ended) return;
    const settle = () =>
      void settleUnanswered((kept, outcome) => {
        const what = { what: t(`words:operation.${kept.operation.op}`) };
        if (outcome instanceof Problem) say({ tone: "bad", text: t("lateRefused", what) });
        else {
          forgetDraft(kept.key);
          say({ tone: "good", text: t("lateDone", what) });
        }
      });
    settle();
    const timer = setInterval(settle, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [t, reached, ended]);
}

/** Sent on another day or hours ago, and not answered: it is not done by itself any more. */
function OldDeeds() {
  const t = useWords("shell");
  const [old, setOld] = useState<OldDeed[]>(oldDeeds);
  const look = () => setOld((before) => (before.length + oldDeeds().length === 0 ? before : oldDeeds()));
  useEffect(() => {
    const timer = setInterval(look, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const settle = (what: (key: string) => void, key: string) => {
    what(key);
    look();
  };
  return old.map(({ key, operation, day }) => (
    <div key={key} className={`asking ${style.old}`} role="alert">
      <strong>{t("oldDeed", { what: t(`words:operation.${operation.op}`), day: dayText(day) })}</strong>
      {"client" in operation && typeof operation.client === "string" && (
        <Link href={clientPlace(operation.client)}>
          <ClientName client={operation.client} />
        </Link>
      )}
      <span>{t("oldDeedHelp")}</span>
      <div className="actions">
        <Button variant="default" onClick={() => settle(takeUp, key)}>
          {t("oldDeedDo")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            forgetDraft(key);
            settle(dropDeed, key);
          }}
        >
          {t("oldDeedDrop")}
        </Button>
      </div>
    </div>
  ));
}

/** What they chose is theirs: also after somebody else was at work here, and when they come back. */
function useTheirChoices(name: string): void {
  const ended = useEnded();
  useLayoutEffect(() => {
    if (!ended) choicesOf(base, name);
  }, [name, ended]);
}

function Known({ who }: { who: Who }) {
  useTheirChoices(who.name);
  useNews();
  useOtherWindows(who.name);
  useUnanswered();
  useEffect(() => {
    const timer = setTimeout(() => void loadSignIn().catch(() => undefined), 600);
    return () => clearTimeout(timer);
  }, []);
  return (
    <WhoContext value={who}>
      <Shell>
        <OldDeeds />
        <Failure>
          <Suspense fallback={<Waiting />}>
            <Pages who={who} />
          </Suspense>
        </Failure>
      </Shell>
    </WhoContext>
  );
}

/** The session ended while somebody was at work: they sign in above their page, which stays below as it is. */
function SignInAgain({ name }: { name: string }) {
  const t = useWords("signIn");
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useEffect(open, []);
  return (
    <dialog ref={dialog} className={style.again} aria-label={t("title")} onCancel={(event) => event.preventDefault()} onClose={open}>
      <Suspense fallback={<Waiting />}>
        <SignIn before={name} />
      </Suspense>
    </dialog>
  );
}

export function Inside() {
  const { data, error, isPending } = useQuery(sessionQuery);
  const ended = useEnded();
  if (isPending) return <Waiting />;
  if (!data && error instanceof Problem && error.code === "unauthenticated") return <SignIn />;
  if (!data) return <ProblemNote problem={error} />;
  return (
    <>
      <Known key={data.name} who={data} />
      {ended && <SignInAgain name={data.name} />}
    </>
  );
}
