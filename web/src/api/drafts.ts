// What is typed into long forms outlives a reload and a lost connection, with the key of its deed: whatever became of it, sending
// it again does nothing twice.
import { base } from "./client";

const place = `carnet.drafts${base}`;
const DAYS = 2;

interface Draft {
  name: string;
  key: string;
  at: number;
  content: unknown;
}

function all(): Draft[] {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "[]") as Draft[];
    return kept.filter((draft) => Date.now() - draft.at < DAYS * 86_400_000);
  } catch {
    return [];
  }
}

function keep(drafts: Draft[]): void {
  try {
    if (drafts.length > 0) localStorage.setItem(place, JSON.stringify(drafts.slice(-20)));
    else localStorage.removeItem(place);
  } catch {
    // No storage: it lives as long as this page.
  }
}

export function draftOf<T>(name: string): { key: string; content: T } | undefined {
  return all().find((draft) => draft.name === name) as { key: string; content: T } | undefined;
}

export function keepDraft(name: string, key: string, content: unknown): void {
  keep([...all().filter((draft) => draft.name !== name), { name, key, at: Date.now(), content }]);
}

export function forgetDraft(key: string): void {
  keep(all().filter((draft) => draft.key !== key));
}
