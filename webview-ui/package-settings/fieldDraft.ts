/**
 * Decides when the text in a field is the person's and when the file's. While someone types, an answer to their own typing
 * changes nothing under their fingers; a change from elsewhere (undo, another editor) does.
 */

export interface FileValue {
  /** What the file says itself. */
  readonly own: string;
  /** What counts. */
  readonly value: string;
}

export class FieldDraft {
  #unsent: string | undefined;
  #inFlight = 0;
  /** What the file says as far as this field knows. */
  #own: string;
  #latest: FileValue;

  constructor(initial: FileValue) {
    this.#own = initial.own;
    this.#latest = initial;
  }

  get hasUnsent(): boolean {
    return this.#unsent !== undefined;
  }

  type(text: string): void {
    this.#unsent = text;
  }

  /** The text to send now; nothing when all was sent. */
  take(): string | undefined {
    const text = this.#unsent;
    this.#unsent = undefined;
    if (text === undefined) return undefined;
    this.#own = text;
    this.#inFlight += 1;
    return text;
  }

  /** What was taken has arrived, or was refused. */
  settle(): void {
    this.#inFlight -= 1;
  }

  /** The text to show for what the file says now; nothing when the text in the field stays. */
  receive(next: FileValue, hasFocus: boolean): string | undefined {
    this.#latest = next;
    if (this.hasUnsent || this.#inFlight > 0) return undefined;
    const isEcho = next.own === this.#own;
    this.#own = next.own;
    return hasFocus && isEcho ? undefined : next.value;
  }

  /** The text to show when the field is left. */
  leave(): string | undefined {
    return this.hasUnsent || this.#inFlight > 0 ? undefined : this.#latest.value;
  }
}
