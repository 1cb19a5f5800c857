// The way to the server: typed by the interface's contract, below the address of the book this page belongs to.
import type { paths } from "./schema";
import { askedFirst } from "./first";
import { Problem, lostConnection, problemOf } from "./problem";
import { sessionTurn, setEnded } from "./session";

type Method = "get" | "post" | "patch" | "delete";
type With<M extends Method> = { [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never }[keyof paths];
type Parameters<P extends keyof paths, M extends Method> = paths[P][M] extends { parameters: infer Q } ? Q : never;
type Query<P extends keyof paths, M extends Method> = Parameters<P, M> extends { query?: infer Q } ? NonNullable<Q> : never;
type Body<P extends keyof paths, M extends Method> = paths[P][M] extends {
  requestBody?: { content: { "application/json": infer B } };
}
  ? B
  : never;
export type Answer<P extends keyof paths, M extends Method> = paths[P][M] extends { responses: infer R }
  ? R[keyof R & (200 | 201)] extends { content: { "application/json": infer A } }
    ? A
    : unknown
  : never;

interface Asked {
  path?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Where this book lives: "" or "/b/NAME". */
export const base = /^\/b\/[^/]+/.exec(location.pathname)?.[0] ?? "";

/** The secret of a client's link, which this page then sends along; it never stands in an address. */
let bearer: string | undefined;

export function carrySecret(secret: string | undefined): void {
  bearer = secret;
}

export function address(path: string, asked: Pick<Asked, "path" | "query"> = {}): string {
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(asked.path?.[name] ?? "")));
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(asked.query ?? {}))
    if (value !== undefined && value !== null && value !== "") words.set(name, String(value));
  const query = words.toString();
  return `${base}/api/v1${place}${query && `?${query}`}`;
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    throw lostConnection();
  }
}

function fetched(method: Method, path: string, asked: Asked): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  return fetch(address(path, asked), {
    method: method.toUpperCase(),
    headers,
    body: asked.body === undefined ? null : JSON.stringify(asked.body),
    signal: asked.signal ?? null,
    credentials: "same-origin",
  });
}

async function ask(method: Method, path: string, asked: Asked): Promise<unknown> {
  const turn = sessionTurn();
  let response: Response;
  let answer: unknown;
  try {
    response = await ((method === "get" && askedFirst(address(path, asked))) || fetched(method, path, asked));
    answer = await read(response);
  } catch (fault) {
    if (fault instanceof Problem || (fault instanceof DOMException && fault.name === "AbortError")) throw fault;
    throw lostConnection();
  }
  // What is below /session says so of a wrong password, too.
  if (response.status === 401 && !bearer && !path.startsWith("/session")) setEnded(true, turn);
  if (!response.ok) throw problemOf(answer, response.status);
  return answer;
}

export function get<P extends With<"get">>(
  path: P,
  asked: { path?: Asked["path"]; query?: Query<P, "get">; signal?: AbortSignal } = {},
): Promise<Answer<P, "get">> {
  return ask("get", path, asked as Asked) as Promise<Answer<P, "get">>;
}

export function post<P extends With<"post">>(path: P, body: Body<P, "post">, signal?: AbortSignal): Promise<Answer<P, "post">> {
  return ask("post", path, signal ? { body, signal } : { body }) as Promise<Answer<P, "post">>;
}

export function patch<P extends With<"patch">>(
  path: P,
  body: Body<P, "patch">,
  place: Asked["path"],
): Promise<Answer<P, "patch">> {
  return ask("patch", path, { body, path: place }) as Promise<Answer<P, "patch">>;
}

export function remove<P extends With<"delete">>(path: P, place?: Asked["path"]): Promise<Answer<P, "delete">> {
  return ask("delete", path, { path: place }) as Promise<Answer<P, "delete">>;
}
