// What to offer next, as a visit's answer carries it.
export interface Renewal {
  service: string;
  left: number;
  rhythm: number | null;
  run_out_on: string | null;
  offer: string | null;
  price: number | null;
  sessions: number | null;
  per_session: number | null;
  saving_single: number | null;
  used_up_on: string | null;
  risk: "none" | "safe" | "tight" | "unknown" | null;
  reason: "habit" | "again" | "saves" | "no_offer";
}
