// Ctrl/⌘-K or /: a client by name, phone or part of it, a page by its name, or somebody new.
import { Modal } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search, UserPlus, UserRound, type LucideIcon } from "lucide-react";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import { searchQuery } from "../api/queries";
import { NewClient } from "../pages/client/NewClient";
import { ProblemNote } from "../parts/Failure";
import { opening } from "../parts/Sheet";
import { atCounter, mayVisit, pages } from "./access";
import style from "./Palette.module.css";
import { clientPlace } from "./places";
import { useWho } from "./who";
import { useWords } from "../i18n/words";

interface Choice {
  id: string;
  icon: LucideIcon;
  label: string;
  aside?: string;
  run: () => void;
}

function usePages(words: string, go: (path: string) => void): Choice[] {
  const t = useWords("shell");
  const { role } = useWho();
  const low = words.toLocaleLowerCase();
  return pages.flatMap((page) => {
    const label = page.nav && t(`nav.${page.nav.label}`);
    if (!page.nav || !label || !mayVisit(role, page) || !label.toLocaleLowerCase().includes(low)) return [];
    return [{ id: page.path, icon: page.nav.icon, label, run: () => go(page.path) }];
  });
}

function useClients(words: string, wanted: boolean, go: (path: string) => void) {
  const found = useQuery({ ...searchQuery(words), enabled: wanted && words !== "", placeholderData: keepPreviousData });
  const clients = wanted && words !== "" ? (found.data?.clients ?? []) : [];
  const choices: Choice[] = clients.map((client) => ({
    id: `c${client.client}`,
    icon: UserRound,
    label: client.name || client.ref,
    aside: client.phone || client.ref,
    run: () => go(clientPlace(client.ref)),
  }));
  return { choices, error: found.error, fresh: !wanted || words === "" || (!found.isFetching && !found.isPlaceholderData) };
}

function Choices({ choices, at, list, label, onPoint }: { choices: Choice[]; at: number; list: string; label: string; onPoint: (id: string) => void }) {
  return (
    <ul className={`plain ${style.list}`} role="listbox" id={list} aria-label={label}>
      {choices.map(({ id, icon: Icon, label: words, aside, run }, index) => (
        <li
          key={id}
          id={`${list}-${index}`}
          role="option"
          aria-selected={index === at}
          className={style.choice}
          onClick={run}
          onMouseMove={() => onPoint(id)}
        >
          <Icon size={18} aria-hidden />
          <bdi className={style.label}>{words}</bdi>
          {aside && <bdi className={`${style.aside} num`}>{aside}</bdi>}
        </li>
      ))}
    </ul>
  );
}

function Finder({ typed, onClose, onNew }: { typed: () => string; onClose: () => void; onNew: (name: string) => void }) {
  const t = useWords("shell");
  const { role } = useWho();
  const [, goTo] = useLocation();
  const [words, setWords] = useState("");
  const takeTyped = () => {
    const early = typed();
    setWords((later) => early + later);
  };
  const [pointed, point] = useState<string>();
  const list = useId();
  const go = (path: string) => {
    onClose();
    goTo(path);
  };
  const asked = words.trim();
  const desk = atCounter(role);
  const clients = useClients(asked, desk, go);
  const others = usePages(asked, go);
  const add: Choice[] = desk
    ? [{ id: "new", icon: UserPlus, label: asked ? t("search.new", { name: asked }) : t("search.newClient"), run: () => onNew(asked) }]
    : [];
  const choices = [...clients.choices, ...add, ...others];
  // What was pointed at stays it while others come and go; otherwise it is the first.
  const at = Math.max(0, choices.findIndex(({ id }) => id === pointed));
  // Enter before the answer is there means whoever the answer finds.
  const [entered, setEntered] = useState(false);
  useEffect(() => {
    if (!entered || !clients.fresh) return;
    setEntered(false);
    choices[0]?.run();
  });
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) point(choices[(at + step + choices.length) % Math.max(1, choices.length)]?.id);
    else if (event.key !== "Enter") return;
    else if (choices[at]?.id === pointed) choices[at]?.run();
    else setEntered(true);
    event.preventDefault();
  };
  return (
    <>
      <div className={style.field}>
        <Search size={20} aria-hidden />
        <input
          data-autofocus
          onFocus={takeTyped}
          type="search"
          role="combobox"
          aria-expanded
          aria-controls={list}
          aria-activedescendant={choices.length ? `${list}-${at}` : undefined}
          aria-label={desk ? t("search.hint") : t("search.pages")}
          placeholder={desk ? t("search.hint") : t("search.pages")}
          autoComplete="off"
          spellCheck={false}
          value={words}
          maxLength={100}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            point(undefined);
          }}
          onKeyDown={press}
        />
      </div>
      {clients.error ? <ProblemNote problem={clients.error} /> : <Choices {...{ choices, at, list }} label={t("search.found")} onPoint={point} />}
    </>
  );
}

/** `typed`: what was typed before the field had the focus; it is given once. */
export function Palette({ opened, typed, onClose }: { opened: boolean; typed: () => string; onClose: () => void }) {
  const t = useWords("shell");
  const [adding, setAdding] = useState<string>();
  return (
    <>
      <Modal.Root {...opening} opened={opened && adding === undefined} onClose={onClose} yOffset="8dvh" size={560}>
        <Modal.Overlay />
        <Modal.Content aria-label={t("search.open")}>
          <Finder typed={typed} onClose={onClose} onNew={setAdding} />
        </Modal.Content>
      </Modal.Root>
      {adding !== undefined && (
        <NewClient
          name={adding}
          onClose={() => {
            setAdding(undefined);
            onClose();
          }}
        />
      )}
    </>
  );
}
