import { Loader } from "@mantine/core";

/** Something comes; said only when it takes its time (by CSS). In no language, since the words may be what it waits for. */
export function Waiting() {
  return (
    <div className="waiting" role="status" aria-label="…">
      <Loader type="dots" aria-hidden />
    </div>
  );
}
