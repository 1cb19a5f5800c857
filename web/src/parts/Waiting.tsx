/** Something comes; said only when it takes its time (by CSS). In no language, since the words may be what it waits for. The same stands
 * in index.html, for before the program is there. */
export function Waiting() {
  return (
    <div className="waiting" role="status" aria-label="…">
      <span className="dots" aria-hidden />
    </div>
  );
}
