// What is typed into long forms outlives a reload and a lost connection, with the key of its deed: whatever became of it, sending
// it again does nothing twice. Several people may work at one machine: everybody finds their own drafts and nobody else's.
import { keptList } from "./kept";
import { atWork } from "./queries";

const DAYS = 2;
const MOST = 20; // of one person's

interface Draft {
  who: string;
  name: string;
  key: string;
  at: number;
  content: unknown;
}

const kept = keptList<Draft>("drafts");
const all = () => kept.read().filter((draft) => Date.now() - draft.at < DAYS * 86_400_000);
const isMine = (draft: Draft) => draft.who === atWork();

export function draftOf<T>(name: string): { key: string; content: T } | undefined {
  return all().find((draft) => isMine(draft) && draft.name === name) as { key: string; content: T } | undefined;
}

export function keepDraft(name: string, key: string, content: unknown): void {
  const drafts = all();
  const mine = drafts.filter((draft) => isMine(draft) && draft.name !== name);
  const now = { who: atWork(), name, key, at: Date.now(), content };
  kept.write([...drafts.filter((draft) => !isMine(draft)), ...[...mine, now].slice(-MOST)]);
}

export function forgetDraft(key: string): void {
  kept.write(all().filter((draft) => draft.key !== key));
}
