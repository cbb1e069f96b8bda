/** Lets other work of the process run: a long computation waits for this between its slices, so that a host that also serves a user answers. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
