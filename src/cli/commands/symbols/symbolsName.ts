/** Which symbol file of a release is meant. */

export const symbolsNameOption = {
  name: { type: 'text', placeholder: 'FILE', says: 'Name of the symbol file, from mdist symbols list' },
} as const;
