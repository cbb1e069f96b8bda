/** Installation links of packages: the one that is still valid, or a new one, with everything that must come before it. */

import { Failure } from '../../../core/base/failure.ts';
import { type PackageFacts } from '../../package/files/packageFacts.ts';
import { type PackageOffer, type SharedLink } from './packageOffer.ts';
import { type Sharing } from './sharing.ts';
import { type SharingConsent } from './sharingConsent.ts';

export interface LinkOptions {
  /** `true`: the person pressed a button that says so, and is not asked again. */
  readonly isAgreed: boolean;
  /** Makes a new link even though the last one is still valid. */
  readonly isNew?: boolean;
  /** Takes the most likely network where there are several, instead of asking. */
  readonly asksNobody?: boolean;
}

export class InstallLinks {
  readonly #sharing: Sharing;
  readonly #consent: SharingConsent;

  constructor(sharing: Sharing, consent: SharingConsent) {
    this.#sharing = sharing;
    this.#consent = consent;
  }

  /** `undefined`: the person does not want to share. Fails when the package is none that a phone can install. */
  async obtain(facts: PackageFacts, { isAgreed, isNew = false, asksNobody = false }: LinkOptions): Promise<SharedLink | undefined> {
    const offer = await offerOf(facts);
    if (isAgreed) this.#consent.give();
    const present = this.current(facts);
    if (present && !isNew) return present;
    this.#sharing.checkAllowed();
    if (this.#sharing.origin === undefined && !(isAgreed || (await this.#consent.ask()))) return undefined;
    await this.#sharing.start({ asksNobody });
    return await this.#sharing.share(offer);
  }

  /** A package that was made of a shared one gets its link. Says whether there was one. */
  async handOver(from: string, facts: PackageFacts): Promise<boolean> {
    return this.#sharing.hasLink(from) && (await this.#sharing.handOver(from, await offerOf(facts)));
  }

  /** The link that was created for this very file and is still valid. */
  current(facts: PackageFacts): SharedLink | undefined {
    const link = this.last(facts);
    return link && link.expiresAt.getTime() > Date.now() ? link : undefined;
  }

  /** The link that was created last, even when its time is over. */
  last({ path, content }: PackageFacts): SharedLink | undefined {
    return this.#sharing.origin !== undefined && content ? this.#sharing.linkOf(path, content.sha256) : undefined;
  }
}

/** What the install page tells; fails with the reason why there is nothing to install. */
async function offerOf({ path, record, content, file }: PackageFacts): Promise<PackageOffer> {
  if (file === 'missing' || !content) throw Failure.of('package-file-missing', { path });
  if (file === 'changed') throw Failure.of('package-file-changed', { path });
  if (content.inspection?.format === 'aab') throw Failure.of('app-bundle-not-installable', { path });
  const { buildOf } = await import('../../../releases/client/buildInput.ts');
  return { content, build: record ? buildOf(record) : { createdAt: content.modifiedAt.toISOString() } };
}
