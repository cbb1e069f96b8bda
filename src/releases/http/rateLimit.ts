/** App Center's limit: so many requests of one client in a window of five minutes. Clients are counted by address; a whole IPv6 network is one. */

const windowMs = 5 * 60 * 1000;
/** More addresses than a server of a company sees in five minutes. */
const mostClients = 10_000;

export class RateLimit {
  readonly #limit: number;
  readonly #counts = new Map<string, { since: number; count: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Seconds to wait; `undefined` when the request is welcome. */
  admit(client: string, nowMs: number): number | undefined {
    const known = this.#counts.get(client);
    if (!known || nowMs - known.since >= windowMs || nowMs < known.since) {
      this.#counts.delete(client);
      for (const oldest of this.#counts.keys()) {
        if (this.#counts.size < mostClients) break;
        this.#counts.delete(oldest);
      }
      this.#counts.set(client, { since: nowMs, count: 1 });
      return undefined;
    }
    known.count += 1;
    return known.count > this.#limit ? Math.ceil((known.since + windowMs - nowMs) / 1000) : undefined;
  }
}
