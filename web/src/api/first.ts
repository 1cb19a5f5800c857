// What first.js asked for before the program was there.
declare global {
  interface Window {
    carnetFirst?: Record<string, Promise<Response>>;
  }
}

/** The answer that is on its way from there; once, and then it is asked for as usual. */
export function askedFirst(address: string): Promise<Response> | undefined {
  const answer = window.carnetFirst?.[address];
  if (answer) delete window.carnetFirst?.[address];
  return answer;
}

/** What nobody took is old by now. */
export function forgetFirst(): void {
  delete window.carnetFirst;
}
