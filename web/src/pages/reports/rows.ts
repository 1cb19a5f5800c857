// Rows as the table wants them: flat, with what is nested as columns like sessions.opening.
export type Figure = string | number | boolean | null | undefined;
export type Row = Record<string, unknown>;

export function flat(row: Row): Row {
  const out: Row = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) out[name] = value;
    else if ("text" in value && "code" in value) out[name] = value;
    else for (const [inner, figure] of Object.entries(value)) out[`${name}.${inner}`] = figure;
  }
  return out;
}

interface GrantRow {
  service?: string;
  any_of?: string[];
  left?: number;
  sessions?: number;
  expires_on?: string | null;
}

/** Of a contract what its grants come to: sessions left of how many, and when the first of them ends. */
export function withGrants(row: Row): Row {
  const grants = (row.grants ?? []) as GrantRow[];
  const counted = grants.filter((grant) => grant.sessions !== undefined);
  const ends = grants.flatMap((grant) => (grant.expires_on && (grant.left ?? 0) > 0 ? [grant.expires_on] : [])).sort();
  const { offer, service, product, any_of, stream, ...others } = row;
  return {
    ref: row.ref ?? row.contract,
    client: row.client,
    offer: offer ?? service ?? product ?? (Array.isArray(any_of) ? any_of.join(" · ") : null),
    stream,
    left: counted.length ? counted.reduce((sum, grant) => sum + (grant.left ?? 0), 0) : null,
    expires_on: ends[0] ?? null,
    ...others,
  };
}

export function rowsOf(report: string, rows: readonly Row[]): Row[] {
  if (report === "contracts") return rows.map((row) => flat(withGrants(row)));
  if (report === "pending")
    return rows.map((row) => {
      const { service, any_of, ...others } = row;
      return flat({ service: service ?? any_of, ...others });
    });
  return rows.map(flat);
}
