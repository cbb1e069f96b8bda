/** A record has about half a kilobyte; a longer line than this is something else. */
export const ledgerLineLimit = 64 * 1024;
