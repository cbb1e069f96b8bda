/** Waits for what happens elsewhere. */

/** Asks until the answer is there. */
export async function until<Answer>(
  what: string | (() => string),
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  limitMs = 60_000,
): Promise<Answer> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${typeof what === 'string' ? what : what()}: nothing within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
