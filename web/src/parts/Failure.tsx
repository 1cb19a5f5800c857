// What went wrong, in the reader's language.
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { CircleAlert, WifiOff } from "lucide-react";
import { Component, type ReactNode } from "react";
import { useLocation } from "wouter";
import { address } from "../api/client";
import { setReached } from "../api/events";
import { Problem } from "../api/problem";
import style from "./Failure.module.css";
import { useWords } from "../i18n/words";

/** The sentence for a problem; the server's own words stand below it, as they name the thing. */
export function useProblemText(): (problem: unknown) => string {
  const t = useWords("problems");
  return (problem) => (problem instanceof Problem ? t(problem.code) : t("broken"));
}

export function ProblemNote({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const t = useWords("problems");
  const text = useProblemText();
  const known = problem instanceof Problem ? problem : undefined;
  const Icon = known?.code === "unreachable" ? WifiOff : CircleAlert;
  return (
    <div className={style.note} role="alert">
      <Icon size={20} aria-hidden />
      <div className={style.words}>
        <strong>{text(problem)}</strong>
        {known?.detail && (
          <span className={style.detail} lang="en" dir="auto">
            {known.detail}
          </span>
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
