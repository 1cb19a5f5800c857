/** A code from a name, for those who do not care: "Ten facials" → "ten-facials"; of other scripts a number. */
export function codeOf(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  for (let count = 1; ; count++) {
    const code = plain ? (count === 1 ? plain : `${plain}-${count}`) : `x${count}`;
    if (!taken.includes(code)) return code;
  }
}
