/** Why a worker gave nothing: it could not start, broke, or was ended. Its caller does the work itself. */

export class BrokenWorker extends Error {}
