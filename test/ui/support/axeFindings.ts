/** Asks axe-core what of a page people with a screen reader, a keyboard or weak eyes could not use. */

import axe, { type AxeResults } from 'axe-core';
import { type Frame, type Page } from 'playwright-core';

/** Every rule that axe-core has, experimental ones and recommendations included. Frames of a page are their own pages. */
const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'experimental'],
  resultTypes: ['violations'],
  iframes: false,
};

/**
 * One line for each element that breaks a rule: the rule, the element, and how to fix it. `part` is a CSS selector where only a part of the
 * page is the product's.
 */
export async function axeFindings(page: Frame | Page, part?: string): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("typeof axe === 'object'"))) await page.evaluate(axe.source);
  const context = part === undefined ? 'document' : JSON.stringify(part);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${context}, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`),
  );
}
