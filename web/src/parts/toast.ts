// Short words after something was done, said to screen readers too.
import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  tone: "good" | "bad" | "plain";
  text: string;
  action?: { label: string; run: () => void };
}

let toasts: readonly Toast[] = [];
let last = 0;
const told = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const tell of told) tell();
}

export function unsay(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function say(toast: Omit<Toast, "id">): void {
  const id = ++last;
  set([...toasts.slice(-3), { id, ...toast }]);
  setTimeout(() => unsay(id), toast.tone === "bad" || toast.action ? 12_000 : 6_000);
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    () => toasts,
  );
}
