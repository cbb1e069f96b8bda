/** Where an option says that a secret is: `env:NAME` or `file:PATH`. */

const variablePrefix = 'env:';

/** The variable of the environment; `undefined` when the secret is in a file, or not given. */
export function variableOf(reference: string | undefined): string | undefined {
  return reference?.startsWith(variablePrefix) ? reference.slice(variablePrefix.length) : undefined;
}

const filePrefix = 'file:';

/** The file, as it was given; `undefined` when the secret is elsewhere, or not given. */
export function fileOf(reference: string | undefined): string | undefined {
  return reference?.startsWith(filePrefix) ? reference.slice(filePrefix.length) : undefined;
}
