import { useEffect, useRef, useState, type ChangeEvent } from "react";

/** A day that somebody may mean; on the way to it the browser tells of the years 2, 20 and 202. */
const isMeant = (day: string) => day === "" || (day >= "1900" && day < "2200");

type Change = (event: ChangeEvent<HTMLInputElement>) => void;

/** A day's field while somebody types: it keeps what is not meant yet to itself, and its page, which may be late to show what it
 * was told, does not overwrite what was typed since. Another day, from elsewhere, does. */
export function useTypedDay(value: string, onChange: Change | undefined) {
  const [typed, setTyped] = useState<string>();
  const told = useRef(new Set<string>());
  useEffect(() => {
    if (!told.current.has(value)) setTyped(undefined);
  }, [value]);
  return {
    value: typed ?? value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const day = event.currentTarget.value;
      setTyped(day);
      if (!isMeant(day)) return;
      told.current.add(day);
      onChange?.(event);
    },
    onBlur: () => {
      told.current.clear();
      setTyped(undefined);
    },
  };
}
