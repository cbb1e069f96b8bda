/**
 * What Apple asks about encryption before anyone may test a build: that it uses none, or only what is exempt from export rules, or a declaration
 * that Apple has approved for the app. The answer for a build is given once; `ITSAppUsesNonExemptEncryption` in Info.plist gives it before.
 */

import { Failure } from '../../base/failure.ts';
import { textField } from '../jsonObject.ts';
import { type ConnectApi } from './connectApi.ts';
import { connectName, ConnectRefusal } from './connectRefusal.ts';

/** `exempt`: no encryption, or none that export rules are about; otherwise the id of a declaration. */
export type EncryptionAnswer = 'exempt' | { readonly declaration: string };

export function encryptionAnswerOf(text: string): EncryptionAnswer {
  return text === 'exempt' ? 'exempt' : { declaration: text };
}

export interface EncryptionDeclaration {
  readonly id: string;
  /** `CREATED`, `IN_REVIEW`, `APPROVED`, `REJECTED`, `INVALID` or `EXPIRED`, as Apple says it. */
  readonly state: string | null;
  readonly description: string | null;
  /** For `ITSEncryptionExportComplianceCode` in Info.plist. */
  readonly code: string | null;
}

export async function listDeclarations(api: ConnectApi, appId: string): Promise<readonly EncryptionDeclaration[]> {
  const found = await api.list(`/v1/apps/${encodeURIComponent(appId)}/appEncryptionDeclarations`);
  return found.map(({ id, attributes }) => ({
    id,
    state: textField(attributes, 'appEncryptionDeclarationState') ?? null,
    description: textField(attributes, 'appDescription') ?? null,
    code: textField(attributes, 'codeValue') ?? null,
  }));
}

/** Fails with `store-declaration-unknown` unless the answer is one that Apple takes for this app. */
export async function requireAnswer(api: ConnectApi, appId: string, answer: EncryptionAnswer): Promise<void> {
  if (answer === 'exempt') return;
  const all = await listDeclarations(api, appId);
  if (all.some(({ id, state }) => id === answer.declaration && state === 'APPROVED')) return;
  const known = all.map(({ id, state }) => `${id} (${state ?? '-'})`).join(', ') || '-';
  throw Failure.of('store-declaration-unknown', { store: connectName, declaration: answer.declaration, known });
}

/** Whether it was not answered before. Fails with `store-encryption-answered` when it was answered in another way. */
export async function answerEncryption(
  api: ConnectApi,
  build: { readonly id: string; readonly build: string },
  answer: EncryptionAnswer,
): Promise<boolean> {
  const path = `/v1/builds/${encodeURIComponent(build.id)}`;
  const usesNonExemptEncryption = answer !== 'exempt';
  const given = async (): Promise<unknown> => (await api.get(path)).attributes['usesNonExemptEncryption'];
  const before = await given();
  const isOpen = typeof before !== 'boolean';
  if (isOpen)
    try {
      await api.update('/v1/builds', 'builds', build.id, { usesNonExemptEncryption });
    } catch (error) {
      if (!(error instanceof ConnectRefusal && error.status === 409)) throw error;
      // The answer to an earlier request may have been lost.
      if ((await given()) !== usesNonExemptEncryption) throw error;
    }
  else if (before !== usesNonExemptEncryption) throw Failure.of('store-encryption-answered', { store: connectName, build: build.build });
  if (answer === 'exempt') return isOpen;
  if ((await api.find(`${path}/appEncryptionDeclaration`))?.id === answer.declaration) return isOpen;
  await api.point(`${path}/relationships/appEncryptionDeclaration`, 'appEncryptionDeclarations', answer.declaration);
  return true;
}
