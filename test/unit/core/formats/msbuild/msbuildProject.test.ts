import { strictEqual } from 'node:assert/strict';
import { MsbuildProject } from '../../../../../src/core/formats/msbuild/msbuildProject.ts';
import { withinProcessorTime } from '../../../../support/processorTime.ts';

function expand(properties: string, text: string): string | undefined {
  return MsbuildProject.parse(`<Project><PropertyGroup>${properties}</PropertyGroup></Project>`)?.expand(text, 'android');
}

/** Each name stands for sixteen of the next one. */
function doubling(last: string): string {
  const names = Array.from({ length: 8 }, (_, index) => `<A${index}>${`$(A${index + 1})`.repeat(16)}</A${index}>`);
  return `${names.join('')}<A8>${last}</A8>`;
}

describe('MsbuildProject', () => {
  it('fills in the properties of the file', () => {
    strictEqual(expand('<Major>1</Major><Minor>$(Major)2</Minor>', '$(Major).$(Minor)'), '1.12');
    strictEqual(expand('<Major>1</Major>', '$(Major).$(Other)'), undefined);
    strictEqual(expand('<A>$(A)</A>', '$(A)'), undefined);
  });

  it('gives up on properties that multiply each other', () =>
    withinProcessorTime(200, async () => {
      for (const last of ['', 'x', '$(A0)']) strictEqual(expand(doubling(last), '$(A0)'), undefined);
    }));
});
