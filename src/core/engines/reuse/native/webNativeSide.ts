/** The native side of a package of the product's own shells: what the settings and the web manifest say of the app, and the shell itself. */

import { type Bytes } from '../../../base/bytes.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { infoPlist } from '../../web/ios/infoPlist.ts';
import { type WebApp } from '../../web/webApp.ts';
import { type NativeSide, sha256Hex } from '../../engine/nativeSide.ts';

/** `programs` are those of the shell that the package contains, its own first. */
export function webNativeSide(app: WebApp, spec: BuildSpec, programs: readonly Bytes[]): NativeSide {
  // The name is changed in the package itself, and the files are what is replaced.
  const { files: _, name: __, ...facts } = app;
  const side = new Map([
    ['framework', sha256Hex('web')],
    ['app identifier', sha256Hex(spec.appIdentifier)],
    ...programs.map((program, index) => [index === 0 ? 'shell' : `shell ${index + 1}`, sha256Hex(program)] as const),
  ]);
  for (const [key, value] of Object.entries(facts)) side.set(key, sha256Hex(stable(value)));
  if (spec.platform === 'ios')
    side.set('Info.plist', sha256Hex(infoPlist({ ...app, name: '' }, { ...spec, name: '', version: '1.0.0', versionCode: 1 })));
  return side;
}

/** As JSON, with bytes of pictures by their hash. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? sha256Hex(part) : part)) ?? '';
}
