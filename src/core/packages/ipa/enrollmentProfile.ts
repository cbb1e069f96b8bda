/**
 * How an iPhone or iPad tells its identifier (UDID): a configuration profile with the payload "Profile Service" (Apple, Over-the-Air Profile
 * Delivery and Configuration), which makes the device send a signed property list. No one but the holder of the challenge can answer; that a
 * device made the signature is not checked, as Apple's authority for devices is not published for it.
 */

import { createHash } from 'node:crypto';
import { toHex, utf8, type Bytes } from '../../base/bytes.ts';
import { parseSignedData } from '../../formats/cms/signedData.ts';
import { inspectPlist } from '../../formats/plist/inspectPlist.ts';
import { createPlist, plistEntry, plistString } from '../../formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../formats/plist/xmlPlist.ts';

export const enrollmentMediaType = 'application/x-apple-aspen-config';

export interface EnrollmentProfile {
  /** Where the device sends its answer. Absolute. */
  readonly answerAddress: string;
  readonly challenge: string;
  /** What the device shows. */
  readonly title: string;
  readonly organization: string;
}

export function encodeEnrollmentProfile({ answerAddress, challenge, title, organization }: EnrollmentProfile): Bytes {
  const uuid = uuidOf(challenge);
  return utf8(
    encodeXmlPlist(
      createPlist({
        PayloadContent: {
          URL: answerAddress,
          DeviceAttributes: ['UDID', 'VERSION', 'PRODUCT', 'SERIAL'],
          Challenge: challenge,
        },
        PayloadDescription: 'Sends the identifier of this device to the developer of the app. Nothing stays on the device.',
        PayloadDisplayName: title,
        PayloadIdentifier: `mobile-distribution.enrollment.${uuid}`,
        PayloadOrganization: organization,
        PayloadType: 'Profile Service',
        PayloadUUID: uuid,
        PayloadVersion: 1,
      }),
    ),
  );
}

/** Another one for each challenge, from which it cannot be told. */
function uuidOf(challenge: string): string {
  const hex = toHex(
    new Uint8Array(
      createHash('sha256')
        .update(utf8(`enrollment ${challenge}`))
        .digest(),
    ),
  ).toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

export interface EnrollmentAnswer {
  readonly udid: string;
  readonly challenge: string;
  readonly model: string | undefined;
  /** The build, such as `24A5000`: devices say no version. */
  readonly osBuild: string | undefined;
  readonly serial: string | undefined;
}

/** `undefined` for what no device sends. */
export function parseEnrollmentAnswer(bytes: Bytes): EnrollmentAnswer | undefined {
  const content = contentOf(bytes);
  const { value } = content ? inspectPlist(content) : {};
  const text = (key: string): string | undefined => plistString(plistEntry(value, key));
  const [udid, challenge] = [text('UDID'), text('CHALLENGE')];
  if (udid === undefined || challenge === undefined) return undefined;
  return { udid, challenge, model: text('PRODUCT'), osBuild: text('VERSION'), serial: text('SERIAL') };
}

function contentOf(bytes: Bytes): Bytes | undefined {
  try {
    return parseSignedData(bytes).eContent;
  } catch {
    // Not signed at all: no device does that.
    return undefined;
  }
}
