/** A document and a table that contain some of everything, as seeds for mutation. */

import { type ResourceTable } from '../../src/core/formats/android-resources/resourceTableModel.ts';
import { androidNamespace, type XmlElement } from '../../src/core/formats/android-resources/xmlModel.ts';

export const fuzzXml: XmlElement = {
  name: 'manifest',
  namespaces: [{ prefix: 'android', uri: androidNamespace }],
  attributes: [
    { name: 'versionCode', namespaceUri: androidNamespace, resourceId: 0x0101021b, value: { type: 'integer', value: 7 } },
    { name: 'package', value: { type: 'string', value: 'com.example.app' } },
  ],
  children: [
    {
      name: 'application',
      line: 5,
      attributes: [
        { name: 'label', namespaceUri: androidNamespace, resourceId: 0x01010001, value: { type: 'reference', id: 0x7f010000 } },
        {
          name: 'exported',
          namespaceUri: androidNamespace,
          resourceId: 0x01010010,
          value: { type: 'boolean', value: true },
          rawValue: 'yes',
        },
      ],
      children: [{ text: 'é 😀' }, { name: 'activity', namespaceUri: 'urn:x', attributes: [], children: [] }],
    },
  ],
};

export const fuzzTable: ResourceTable = {
  packages: [
    {
      id: 0x7f,
      name: 'com.example.app',
      types: [
        {
          id: 1,
          name: 'string',
          entries: [
            {
              id: 0,
              name: 'app_name',
              isPublic: true,
              values: [
                { configuration: {}, value: { type: 'string', value: 'Hello', spans: [{ name: 'b', first: 0, last: 2 }] } },
                { configuration: { language: 'fr', region: 'CA', density: 240 }, value: { type: 'reference', id: 0x7f010003 } },
              ],
            },
            { id: 3, name: 'other', values: [{ configuration: { sdkVersion: 26 }, value: { type: 'string', value: 'Salut' } }] },
          ],
        },
        {
          id: 2,
          name: 'style',
          entries: [
            {
              id: 0,
              name: 'Theme',
              values: [
                {
                  configuration: {},
                  value: {
                    type: 'map',
                    kind: 'style',
                    parent: 0x01030241,
                    items: [
                      { key: 0x01010054, value: { type: 'color', argb: 0xff2f6feb, form: 'argb8' } },
                      { key: 0x01010433, value: { type: 'dimension', bits: 0xc01 } },
                    ],
                  },
                },
              ],
            },
          ],
        },
        {
          id: 3,
          name: 'mipmap',
          entries: [
            {
              id: 0,
              name: 'icon',
              values: [{ configuration: { density: 640 }, value: { type: 'string', value: 'res/a.png', file: 'png' } }],
            },
          ],
        },
      ],
    },
  ],
};
