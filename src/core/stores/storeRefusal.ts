/** What a store answers when it refuses a request: its status, its own word for it, and what it says to people. */

import { Failure } from '../base/failure.ts';
import { shownText } from '../base/shownText.ts';

export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';
  readonly status: number;
  /** The store's own word or number; empty when there is none. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(shownText(message === '' ? `HTTP ${status}` : message));
    this.status = status;
    this.code = code;
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** For what a store has no failure of its own. */
export function commonFailure(refusal: StoreRefusal, store: string, account: string): Failure {
  const { status, message: reason } = refusal;
  const options = { cause: refusal };
  if (status === 401) return Failure.of('store-key-refused', { store, account, reason }, options);
  if (refusal.isPassing) return Failure.of('store-busy', { store, reason }, options);
  return Failure.of('store-refused', { store, reason }, options);
}

/** What the store refuses, in the words of the product. */
export async function explained<Result>(ask: () => Promise<Result>, explain: (refusal: StoreRefusal) => Failure): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof StoreRefusal ? explain(error) : error;
  }
}
