/** Faults of a stand-in, by switch: which requests are met, how often, and how the service fails. */

export type Fault =
  /** Answers so. `after`: what the request asks for was done all the same. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly after?: true;
    }
  /** The connection is cut: before anything was read, or after it was done and before the answer. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  /** The connection is cut when so many bytes of the body were taken. */
  | { readonly kind: 'cut-body'; readonly afterBytes: number }
  | { readonly kind: 'slow'; readonly milliseconds: number };

export interface FaultRule {
  /** Tested on `METHOD /path?query`; every request if omitted. */
  readonly on?: RegExp;
  /** So many requests that match pass first. */
  readonly skip?: number;
  /** How often it happens; once if omitted. */
  readonly times?: number;
  readonly fault: Fault;
}

/** How the vendor writes an error of the status. */
export type WriteError = (status: number) => unknown;

export class Faults {
  readonly #rules: { rule: FaultRule; passed: number; left: number }[] = [];
  readonly #writeError: WriteError;
  /** What happened, such as `cut POST /x`, in order. */
  readonly happened: string[] = [];
  /** Asked for every request first, with its number from 1: for what rules cannot say, or to change the state just before a request. */
  decide: ((request: string, count: number) => Fault | undefined) | undefined;
  #count = 0;

  constructor(writeError: WriteError) {
    this.#writeError = writeError;
  }

  add(rule: FaultRule): void {
    this.#rules.push({ rule, passed: 0, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#rules.length = 0;
  }

  rateLimit(retryAfterSeconds: number, rule: Omit<FaultRule, 'fault'> = {}): void {
    const headers = { 'retry-after': String(retryAfterSeconds) };
    this.add({ ...rule, fault: { kind: 'answer', status: 429, headers, body: this.#writeError(429) } });
  }

  /** A burst of errors of the server. */
  serverErrors(times: number, rule: Omit<FaultRule, 'fault' | 'times'> & { readonly status?: number; readonly after?: true } = {}): void {
    const { status = 503, after, ...where } = rule;
    this.add({ ...where, times, fault: { kind: 'answer', status, body: this.#writeError(status), ...(after && { after }) } });
  }

  cut(when: 'before' | 'after', rule: Omit<FaultRule, 'fault'> = {}): void {
    this.add({ ...rule, fault: { kind: 'cut', when } });
  }

  cutBody(afterBytes: number, rule: Omit<FaultRule, 'fault'> = {}): void {
    this.add({ ...rule, fault: { kind: 'cut-body', afterBytes } });
  }

  slow(milliseconds: number, rule: Omit<FaultRule, 'fault'> = {}): void {
    this.add({ ...rule, fault: { kind: 'slow', milliseconds } });
  }

  /** The fault that meets this request, which is used up by it. */
  take(request: string): Fault | undefined {
    this.#count += 1;
    const decided = this.decide?.(request, this.#count);
    if (decided !== undefined) {
      this.happened.push(`${decided.kind} ${request}`);
      return decided.kind === 'answer' && decided.body === undefined ? { ...decided, body: this.#writeError(decided.status) } : decided;
    }
    for (const entry of this.#rules) {
      if (entry.left === 0 || entry.rule.on?.test(request) === false) continue;
      if (entry.passed < (entry.rule.skip ?? 0)) {
        entry.passed += 1;
        continue;
      }
      entry.left -= 1;
      this.happened.push(`${entry.rule.fault.kind} ${request}`);
      return entry.rule.fault;
    }
    return undefined;
  }
}
