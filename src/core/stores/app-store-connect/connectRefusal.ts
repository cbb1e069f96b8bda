/**
 * What App Store Connect answers when it refuses a request.
 *
 *   {"errors":[{"status":"409","code":"ENTITY_ERROR.ATTRIBUTE.INVALID.DUPLICATE","title":"…","detail":"…"}]}
 */

import { type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { shownText } from '../../base/shownText.ts';
import { objectsField, parseJsonObject, textField } from '../jsonObject.ts';

export const connectName = 'App Store Connect';

export class ConnectRefusal extends Error {
  override readonly name = 'ConnectRefusal';
  readonly status: number;
  /** Of the first error; its beginning can be relied on. */
  readonly code: string;

  constructor(status: number, body: Bytes) {
    const errors = objectsField(parseJsonObject(body), 'errors');
    const said = errors.map((error) => textField(error, 'detail') ?? textField(error, 'title') ?? textField(error, 'code') ?? '');
    super(shownText(said.filter((text) => text !== '').join('; ') || `HTTP ${status}`));
    this.status = status;
    this.code = textField(errors[0], 'code') ?? '';
  }

  get isDuplicate(): boolean {
    return this.status === 409 && this.code.includes('DUPLICATE');
  }
}

/**
 * Apple answers with a conflict when an earlier process, or a request whose answer was lost, has done it, but also to what it will not have at
 * all. Its codes do not tell these apart, so what is there then decides. Whether the request did it now.
 */
export async function unlessThere(request: Promise<unknown>, isThere: () => Promise<boolean>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
    if (await isThere()) return false;
    throw error;
  }
}

/** In the words of the product, with what to do next. */
export function connectFailure(
  refusal: ConnectRefusal,
  { keyId, appIdentifier }: { readonly keyId: string; readonly appIdentifier: string | undefined },
): Failure {
  const { status, message: reason } = refusal;
  const store = connectName;
  const options = { cause: refusal };
  if (status === 401) return Failure.of('store-key-refused', { store, account: keyId, reason }, options);
  if (status === 403) return Failure.of('store-role-missing', { store, keyId, reason }, options);
  if (status === 408 || status === 429 || status >= 500) return Failure.of('store-busy', { store, reason }, options);
  return Failure.of('store-refused', { store, reason: appIdentifier === undefined ? reason : `${appIdentifier}: ${reason}` }, options);
}
