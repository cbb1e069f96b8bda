/** The page's end of the channel to the extension, and the little state that a page keeps while it is hidden or reloaded. */

import { type ChannelClient, type ChannelSpecification, connectChannel } from '../../src/protocol/channel.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code gives it once a page. */
const api = acquireVsCodeApi();

export function connectToExtension<Specification extends ChannelSpecification>(specification: Specification): ChannelClient<Specification> {
  return connectChannel(specification, {
    post: (message) => api.postMessage(message),
    listen: (listener) => {
      const hear = (event: MessageEvent<unknown>): void => listener(event.data);
      window.addEventListener('message', hear);
      return () => window.removeEventListener('message', hear);
    },
  });
}

/** A value of the state that the page left, when it has the type of the default. */
export function restoreState<Value extends string | number>(key: string, fallback: Value): Value {
  const value = stateObject()[key];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the same type as the default, which is checked here
  return typeof value === typeof fallback ? (value as Value) : fallback;
}

export function keepState(values: Readonly<Record<string, string | number>>): void {
  api.setState({ ...stateObject(), ...values });
}

function stateObject(): Readonly<Record<string, unknown>> {
  const state = api.getState();
  return typeof state === 'object' && state !== null ? { ...state } : {};
}
