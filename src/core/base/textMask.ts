/**
 * Takes secrets out of text before anyone sees it: one sink for the log file, the lines that are shown while they come, what is
 * said of a failure, and JSON. Passwords are never written on purpose; a tool may echo one.
 */

import { Failure, isFailure } from './failure.ts';
import { type Issue } from './issue.ts';
import { type Secret } from './secret.ts';

const mask = '•••';
/** Shorter passwords would mask half of a text, and they are not secret anyway. */
const shortestSecret = 4;

export class TextMask {
  /** The longest first, so that none leaves a part of another. */
  #secrets: readonly string[] = [];

  keepOut(secret: Secret): void {
    const value = secret.reveal();
    if (value.length < shortestSecret) return;
    // As it is in JSON and in an address, too.
    const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value.toWellFormed())];
    this.#secrets = [...new Set([...this.#secrets, ...forms])].toSorted((a, b) => b.length - a.length);
  }

  text(text: string): string {
    let masked = text;
    for (const secret of this.#secrets) masked = masked.replaceAll(secret, mask);
    return masked;
  }

  issue(issue: Issue): Issue {
    const { message, remedy, params } = issue;
    return { ...issue, message: this.text(message), remedy: this.text(remedy), params: this.#params(params) };
  }

  /** What was thrown, as it may be shown. A failure without a secret is passed on as it is, with its cause. */
  thrown(error: unknown): unknown {
    if (isFailure(error)) {
      const { code, params, issues, stack = '' } = error;
      const plain = { code, params: this.#params(params), issues: issues.map((issue) => this.issue(issue)), stack: this.text(stack) };
      return JSON.stringify(plain) === JSON.stringify({ code, params, issues, stack }) ? error : Failure.revive(plain);
    }
    if (error instanceof Error) {
      error.message = this.text(error.message);
      error.stack = this.text(error.stack ?? '');
    }
    return error;
  }

  #params(params: Issue['params']): Issue['params'] {
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? this.text(value) : value]));
  }
}
