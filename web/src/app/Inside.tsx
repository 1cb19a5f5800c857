// Behind the door: who signed in, and the page they asked for.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, type ReactNode } from "react";
import { Redirect, Route, Switch } from "wouter";
import { settleUnanswered } from "../api/deed";
import { useNews } from "../api/events";
import { forgetDraft } from "../api/drafts";
import { Problem } from "../api/problem";
import { sessionQuery } from "../api/queries";
import type { Who } from "../api/types";
import { Failure, ProblemNote } from "../parts/Failure";
import { say } from "../parts/toast";
import { Waiting } from "../parts/Waiting";
import { SignIn } from "../pages/sign-in/SignIn";
import { homeOf, mayVisit, pages } from "./access";
import { Shell } from "./Shell";
import { WhoContext } from "./who";
import { useWords } from "../i18n/words";

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

/** A deed that a reload interrupted is asked for again, and its outcome said. */
function useUnanswered() {
  const t = useWords("shell");
  useEffect(() => {
    void settleUnanswered((kept, outcome) => {
      const what = { what: t(`words:operation.${kept.operation.op}`) };
      if (outcome instanceof Problem) say({ tone: "bad", text: t("lateRefused", what) });
      else {
        forgetDraft(kept.key);
        say({ tone: "good", text: t("lateDone", what) });
      }
    });
  }, [t]);
}

function Known({ who }: { who: Who }) {
  useNews();
  useUnanswered();
  return (
    <WhoContext value={who}>
      <Shell>
        <Failure>
          <Suspense fallback={<Waiting />}>
            <Pages who={who} />
          </Suspense>
        </Failure>
      </Shell>
    </WhoContext>
  );
}

export function Inside() {
  const { data, error, isPending } = useQuery(sessionQuery);
  if (isPending) return <Waiting />;
  if (error instanceof Problem && error.code === "unauthenticated") return <SignIn />;
  if (!data) return <ProblemNote problem={error} />;
  return <Known who={data} />;
}
