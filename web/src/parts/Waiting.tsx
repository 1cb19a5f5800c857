import { Loader } from "@mantine/core";

/** Something comes; said only when it takes its time (by CSS). */
export function Waiting() {
  return (
    <div className="waiting" role="status">
      <Loader type="dots" aria-label="…" />
    </div>
  );
}
