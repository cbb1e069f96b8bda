/** A part that is loaded when it is first needed, and once. Activation stays free of its code. */

export function lazily<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let part: Promise<Part> | undefined;
  return async () => await (part ??= load());
}
