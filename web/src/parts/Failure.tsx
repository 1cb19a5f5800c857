// What went wrong, in the reader's language.
import { useQueryClient, useQueryErrorResetBoundary } from "@tanstack/react-query";
import i18next from "i18next";
import { CircleAlert, WifiOff } from "lucide-react";
import { Component, type ReactNode } from "react";
import { useLocation } from "wouter";
import { address } from "../api/client";
import { setReached } from "../api/events";
import { Problem } from "../api/problem";
import { settingsQuery } from "../api/queries";
import { useChoices } from "../format/choices";
import { dayText } from "../format/dates";
import { moneyText } from "../format/money";
import style from "./Failure.module.css";
import { useWords, type Key } from "../i18n/words";

const amounts = new Set(["due", "owed", "paid", "credit"]);

/** Figures as they are told: money, days, and counts as they are. Where the house's money is not known yet, an amount is its units. */
function useFigures(): (problem: Problem) => Record<string, string | number> {
  const chosen = useChoices();
  const coin = useQueryClient().getQueryData(settingsQuery.queryKey);
  const told = (name: string, figure: string | number) => {
    if (typeof figure === "string") return dayText(figure, "day", chosen);
    return amounts.has(name) && coin ? moneyText(chosen.language, coin, figure) : figure;
  };
  return ({ circumstances }) => Object.fromEntries(Object.entries(circumstances.figures ?? {}).map(([name, figure]) => [name, told(name, figure)]));
}

/** Whether there are words for it: a newer server may know more reasons than this page. */
const isSaid = (key: string) => i18next.exists(key, { ns: "problems" });

interface Told {
  sentence: string;
  /** It says what was wrong, not only of what kind it was. */
  exact: boolean;
}

/** What is to be said of a problem, in the reader's language: for its reason, else for the field at fault, else for its code. */
function useProblemText(): (problem: unknown) => Told {
  const t = useWords("problems");
  const figures = useFigures();
  return (problem) => {
    if (!(problem instanceof Problem)) return { sentence: t("broken"), exact: true };
    const { reason, about, field } = problem.circumstances;
    if (reason && isSaid(`reasons.${reason}`)) {
      const sentence = t(`reasons.${reason}`, figures(problem));
      return { sentence: about ? t("about", { about, sentence }) : sentence, exact: true };
    }
    const label = `fields.${field}` as Key<"problems">;
    return { sentence: problem.code === "invalid" && isSaid(label) ? t("field", { field: t(label) }) : t(problem.code), exact: false };
  };
}

/** The server's own words are English and name things as programs do. They stand below, small, where the sentence does not say it all. */
export function ProblemNote({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const t = useWords("problems");
  const { sentence, exact } = useProblemText()(problem);
  const known = problem instanceof Problem ? problem : undefined;
  const Icon = known?.code === "unreachable" ? WifiOff : CircleAlert;
  return (
    <div className={style.note} role="alert">
      <Icon size={20} aria-hidden />
      <div className={style.words}>
        <strong>{sentence}</strong>
        {known?.detail && !exact && (
          <small className={style.detail} lang="en" dir="auto">
            {known.detail}
          </small>
        )}
        {known && !known.definite && known.code !== "unreachable" && <span>{t("outcomeUnknown")}</span>}
      </div>
      {retry && (
        <button type="button" className={style.retry} onClick={retry}>
          {t("tryAgain")}
        </button>
      )}
    </div>
  );
}

/** The same where somebody shows once more who they are: there being refused means the wrong password. */
export function PasswordNote({ problem, wrong }: { problem: unknown; wrong: string }) {
  if (!(problem instanceof Problem) || problem.code !== "unauthenticated") return <ProblemNote problem={problem} />;
  return (
    <p role="alert" className="wrong">
      {wrong}
    </p>
  );
}

interface Fault {
  fault?: unknown;
}

/** What is broken here, or not there any more since the server is another, a new page mends; but without a server there would be none. */
const reload = () => fetch(address("/health")).then(() => location.reload(), () => setReached(false));

class Boundary extends Component<{ children: ReactNode; at: string; reset: () => void }, Fault> {
  override state: Fault = {};

  /** Another page is another try. */
  override componentDidUpdate(before: { at: string }) {
    if (before.at === this.props.at || this.state.fault === undefined) return;
    this.props.reset();
    this.setState({ fault: undefined });
  }

  static getDerivedStateFromError(fault: unknown): Fault {
    return { fault };
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children;
    const retry = () => {
      if (!(this.state.fault instanceof Problem)) return void reload();
      this.props.reset();
      this.setState({ fault: undefined });
    };
    return (
      <div className={style.page}>
        <ProblemNote problem={this.state.fault} retry={retry} />
      </div>
    );
  }
}

/** Shows what went wrong below it, instead of nothing. */
export function Failure({ children }: { children: ReactNode }) {
  const { reset } = useQueryErrorResetBoundary();
  const [at] = useLocation();
  return (
    <Boundary at={at} reset={reset}>
      {children}
    </Boundary>
  );
}
