/** The certificate that a CMS signer names (RFC 5652 section 5.3): by issuer and serial number, or by key identifier. */

import { equalBytes, toHex, type Bytes } from '../../base/bytes.ts';
import { parseAsn1 } from '../../formats/asn1/asn1Node.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';
import { type SignerInfo } from '../../formats/cms/signerInfo.ts';
import { type Certificate } from '../../formats/x509/certificate.ts';
import { parseDistinguishedName } from '../../formats/x509/distinguishedName.ts';

export function findSignerCertificate(certificates: readonly Certificate[], { sid }: SignerInfo): Certificate | undefined {
  if (sid.kind === 'subjectKeyIdentifier') {
    const wanted = toHex(sid.keyIdentifier);
    return certificates.find(({ subjectKeyIdentifier }) => subjectKeyIdentifier === wanted);
  }
  const serialNumber = trimInteger(sid.serialNumber);
  return certificates.find(
    (certificate) => equalBytes(trimInteger(certificate.serialNumber), serialNumber) && isSameName(certificate.issuer.der, sid.issuer),
  );
}

/** Without the bytes that only repeat the sign. */
function trimInteger(content: Bytes): Bytes {
  let start = 0;
  while (start < content.length - 1) {
    const [byte, next] = [content[start] ?? 0, content[start + 1] ?? 0];
    if ((byte === 0 && next < 0x80) || (byte === 0xff && next >= 0x80)) start++;
    else break;
  }
  return content.subarray(start);
}

function isSameName(one: Bytes, other: Bytes): boolean {
  if (equalBytes(one, other)) return true;
  // Two encodings of one name: compared as text, without case and double spaces (RFC 5280 section 7.1).
  try {
    const text = (bytes: Bytes): string => nameText(bytes).toLowerCase().replace(/\s+/g, ' ');
    return text(one) === text(other);
  } catch (error) {
    if (error instanceof MalformedAsn1) return false;
    throw error;
  }
}

function nameText(bytes: Bytes): string {
  return parseDistinguishedName(parseAsn1(bytes)).text;
}
