import { deepStrictEqual } from 'node:assert/strict';
import { inspectProfile } from '../../../../../src/core/assets/provisioning-profile/inspectProfile.ts';
import { searchDevices } from '../../../../../src/core/assets/provisioning-profile/searchDevices.ts';
import { ApplePki, devices } from '../../../../support/applePki.ts';

const inspection = inspectProfile(new ApplePki().profile(), { now: new Date('2026-11-21T10:00:00Z') });
const [phone = '', tablet = ''] = devices;

function check(text: string, found: readonly string[], isListed?: boolean): void {
  deepStrictEqual(searchDevices(inspection, text), { devices: found, isListed });
}

describe('searching the devices of a profile', () => {
  it('finds all of them for nothing, and some by a part', () => {
    check('', devices);
    check('  ', devices);
    check('1a2b', [phone]);
    check('4567', [tablet]);
    check('zz', []);
  });

  it('answers a whole UDID, however it was written', () => {
    check(phone, [phone], true);
    check(` ${phone.toLowerCase()}\n`, [phone], true);
    check(phone.replace('-', ''), [phone], true);
    check(tablet.toUpperCase(), [tablet], true);
    check('00008110-001A2B3C4D5E001F', [], false);
    check('f'.repeat(40), [], false);
  });
});
