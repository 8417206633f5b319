/** One player at a time in a browser, by a lock that ends with its page. */

const NAME = "supple-player";
/** A page that is just being closed or loaded anew lets go by then. */
const WAIT_MS = 700;
const STEAL_WAIT_MS = 2000;
/** Locks that work have refused by then what is not waited for any longer. */
const REFUSED_MS = 1000;

let letGo: () => void = () => undefined;
let mine = false;
let lost = false;

/** Whether another page took the turn from here. */
export function lostTurn(): boolean {
  return lost;
}

/** False while another page plays. `steal` takes the turn from it, even if it is frozen; `robbed`: it was taken from here. */
export function takeTurn(steal: boolean, robbed: () => void): Promise<boolean> {
  if (mine) return Promise.resolve(true);
  lost = false;
  return new Promise((resolve) => {
    let given = false;
    const waiting = new AbortController();
    let timer = setTimeout(() => {
      waiting.abort();
      // A browser that does not answer must not keep anybody from a session.
      timer = setTimeout(() => settle(true), steal ? 0 : REFUSED_MS);
    }, steal ? STEAL_WAIT_MS : WAIT_MS);
    const settle = (turn: boolean): void => {
      clearTimeout(timer);
      resolve(turn);
    };
    const held = (): Promise<void> => {
      given = mine = true;
      settle(true);
      return new Promise((release) => (letGo = release));
    };
    const refused = (): void => {
      if (!given) return settle(!waiting.signal.aborted);
      mine = false;
      lost = true;
      robbed();
    };
    try {
      navigator.locks
        .request(NAME, steal ? { steal: true } : { signal: waiting.signal }, held)
        .catch(refused);
    } catch {
      settle(true); // No locks here: the session plays all the same.
    }
  });
}

/** Another page says that it plays: where there are no locks, the turn is lost by that alone. */
export function loseTurn(): void {
  lost = true;
  endTurn();
}

/** The session is over: another page may play. */
export function endTurn(): void {
  mine = false;
  letGo();
}
