// Lists kept on this machine, for this book, beyond a reload.
import { base } from "./client";

export interface KeptList<T> {
  read: () => T[];
  write: (list: T[]) => void;
}

/** Where the browser keeps nothing, it stays empty: then all lives as long as the page. */
export function keptList<T>(name: string): KeptList<T> {
  const place = `carnet.${name}${base}`; // one server may hold many books
  return {
    read: () => {
      try {
        const list: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
        return Array.isArray(list) ? (list as T[]) : [];
      } catch {
        return [];
      }
    },
    write: (list) => {
      try {
        if (list.length > 0) localStorage.setItem(place, JSON.stringify(list));
        else localStorage.removeItem(place);
      } catch {
        // No storage.
      }
    },
  };
}
