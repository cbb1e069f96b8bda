/** What iOS reads before it installs. It fetches the package from the address in it, so that is the one under which the device reached this server. */

import { displayImageSizes } from '../../core/packages/ipa/displayImages.ts';
import { encodeInstallManifest, installManifestMediaType } from '../../core/packages/ipa/installManifest.ts';
import { type Answer } from '../http/answer.ts';
import { readFacts } from '../model/storedJson.ts';
import { type Release } from '../use-cases/releases.ts';
import { displayImageAddress, downloadAddress } from './addresses.ts';

/** `undefined` for what is not an iOS package. The link of the release is the one that the device came through. */
export function installManifest(release: Release, baseUrl: string): Answer | undefined {
  const facts = readFacts(release.facts);
  if (facts.extension !== 'ipa' || facts.identifier === null) return undefined;
  const bytes = encodeInstallManifest({
    packageAddress: downloadAddress(baseUrl, release),
    appIdentifier: facts.identifier,
    version: release.version,
    title: facts.name ?? facts.identifier,
    displayImageAddress: displayImageAddress(baseUrl, release, displayImageSizes.small),
    fullSizeImageAddress: displayImageAddress(baseUrl, release, displayImageSizes.large),
  });
  return { kind: 'content', mediaType: installManifestMediaType, bytes };
}
