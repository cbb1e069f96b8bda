/** Cancelling is an `AbortSignal` everywhere, and becomes the failure `cancelled`, which no face shows as an error. */

import { Failure, isFailure } from './failure.ts';

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw Failure.of('cancelled', {}, { cause: signal.reason });
}

export function isCancelled(error: unknown): boolean {
  return isFailure(error, 'cancelled') || (error instanceof Error && error.name === 'AbortError');
}
