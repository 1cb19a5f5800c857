// The frame around every page: where one is, the search, and whether the server is there.
import { Menu, Search, WifiOff } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useReached } from "../api/events";
import { settingsQuery } from "../api/queries";
import { Mark } from "../parts/Mark";
import { inSheet } from "../parts/Sheet";
import { atCounter, mayVisit, pages, type Page } from "./access";
import style from "./Shell.module.css";
import { useWho } from "./who";
import { useWords } from "../i18n/words";

// The search comes after the page, and before anybody can have asked for it.
const loadPalette = () => import("./Palette");
const Palette = lazy(() => loadPalette().then((all) => ({ default: all.Palette })));

const isHere = (path: string, place: string) => (path === "/" ? place === "/" : place.startsWith(path));

function NavLink({ page, place }: { page: Page; place: string }) {
  const t = useWords("shell");
  if (!page.nav) return null;
  const { icon: Icon, label } = page.nav;
  return (
    <li>
      <Link href={page.path} className={style.link} aria-current={isHere(page.path, place) ? "page" : undefined}>
        <Icon size={20} aria-hidden />
        <span>{t(`nav.${label}`)}</span>
      </Link>
    </li>
  );
}

/** Closes what is open: with Escape, and as soon as something else is pressed or focused. */
function useClosing(opened: boolean, close: () => void) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!opened) return;
    const elsewhere = (event: Event) => {
      if (!ref.current?.contains(event.target as Node)) close();
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      close();
      ref.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", elsewhere);
    addEventListener("focusin", elsewhere);
    addEventListener("keydown", press);
    return () => {
      removeEventListener("pointerdown", elsewhere);
      removeEventListener("focusin", elsewhere);
      removeEventListener("keydown", press);
    };
  }, [opened, close]);
  return ref;
}

/** The pages for which the bar of a phone has no room; where there is room they stand with the others, and there is no button. */
function More({ rest, place }: { rest: readonly Page[]; place: string }) {
  const t = useWords("shell");
  const [opened, setOpened] = useState(false);
  const [close] = useState(() => () => setOpened(false));
  const ref = useClosing(opened, close);
  const list = useId();
  useEffect(close, [place, close]);
  return (
    <li className={style.more} ref={ref} data-opened={opened || undefined}>
      <button
        type="button"
        className={style.link}
        aria-expanded={opened}
        aria-controls={list}
        data-here={rest.some((page) => isHere(page.path, place)) || undefined}
        onClick={() => setOpened(!opened)}
      >
        <Menu size={20} aria-hidden />
        <span>{t("nav.more")}</span>
      </button>
      <ul className={`plain ${style.rest}`} id={list}>
        {rest.map((page) => (
          <NavLink key={page.path} page={page} place={place} />
        ))}
      </ul>
    </li>
  );
}

/** So many stand side by side on the narrowest phone, one of them the way to the rest. */
const ABREAST = 5;

function Pages({ place }: { place: string }) {
  const { role } = useWho();
  const all = pages.filter((page) => page.nav && mayVisit(role, page));
  const first = all.length > ABREAST ? ABREAST - 1 : all.length;
  return (
    <ul className="plain">
      {all.slice(0, first).map((page) => (
        <NavLink key={page.path} page={page} place={place} />
      ))}
      {first < all.length && <More rest={all.slice(first)} place={place} />}
    </ul>
  );
}

function Offline() {
  const t = useWords("shell");
  if (useReached()) return null;
  return (
    <div className={style.offline} role="alert">
      <WifiOff size={18} aria-hidden />
      <span>{t("offline")}</span>
    </div>
  );
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl/⌘-K anywhere but in a dialog, / where nothing is typed. What is typed before the field has the focus is kept for it: the answer takes it. */
function useSearchKey(open: () => void): () => string {
  const early = useRef<string | null>(null); // null: no field is awaited
  const take = useCallback(() => {
    const typed = early.current ?? "";
    early.current = null;
    return typed;
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const free = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (early.current !== null && free && event.key.length === 1) {
        early.current += event.key;
        event.preventDefault();
        return;
      }
      const chord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!chord && !(free && event.key === "/")) return;
      event.preventDefault();
      if (inSheet()) return; // it would open below, and lead away from what is not done yet
      early.current = "";
      open();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [open]);
  return take;
}

export function Shell({ children }: { children: ReactNode }) {
  const t = useWords("shell");
  const who = useWho();
  const [place] = useLocation();
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const [searching, setSearching] = useState(false);
  const [asked, setAsked] = useState(false);
  const search = () => {
    setAsked(true);
    setSearching(true);
  };
  const typed = useSearchKey(search);
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 300); // whoever opens it is told
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => setSearching(false), [place]);
  useEffect(() => {
    if (!searching) typed(); // nothing is awaited any more
  }, [searching, typed]);
  return (
    <div className={style.frame}>
      <a className={style.skip} href="#main">
        {t("skip")}
      </a>
      <header className={`${style.head} unprinted`}>
        <Link href="/" className={style.house}>
          <Mark />
          <span className={style.name} dir="auto">
            {settings.name || "carnet"}
          </span>
        </Link>
        <button type="button" className={style.search} onClick={search}>
          <Search size={18} aria-hidden />
          <span className={style.hint}>{atCounter(who.role) ? t("search.hint") : t("search.pages")}</span>
          <kbd aria-hidden>/</kbd>
        </button>
      </header>
      <nav className={`${style.nav} unprinted`} aria-label={t("nav.label")}>
        <Pages place={place} />
        <p className={style.who} dir="auto">
          {who.name}
          <span>{t(`words:role.${who.role}`)}</span>
        </p>
      </nav>
      <main className={style.main} id="main" tabIndex={-1}>
        <Offline />
        {children}
      </main>
      {asked && (
        <Suspense>
          <Palette opened={searching} typed={typed} onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  );
}
