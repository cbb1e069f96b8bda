/** What can be read in a part of the window or on a page, and what of it does not fit. */

import { type Frame, type Page } from 'playwright-core';

/** Texts of elements that can be seen; of pages also what is read aloud and shown under the mouse, in the shadow trees of controls too. */
const readTexts = `(roots, withAttributes) => {
  const texts = new Set();
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) texts.add(node.data.trim());
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.matches('style, script, svg') || node.hidden || !node.checkVisibility({ visibilityProperty: true })) return;
      const names = withAttributes ? ['title', 'ariaLabel', 'placeholder', 'ariaDescription'] : [];
      for (const name of names) texts.add(String(node[name] ?? '').trim());
      if (withAttributes && node.matches('input')) texts.add(node.value.trim());
      for (const child of node.shadowRoot?.childNodes ?? []) visit(child);
    }
    for (const child of node.childNodes) visit(child);
  };
  for (const root of roots) visit(root);
  texts.delete('');
  return [...texts];
}`;

export async function textsOfPage(frame: Frame): Promise<readonly string[]> {
  return await frame.evaluate<readonly string[]>(`(${readTexts})([document.body], true)`);
}

/** `selector` is one of CSS. */
export async function textsIn(page: Page, selector: string): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(`(${readTexts})([...document.querySelectorAll(${JSON.stringify(selector)})], false)`);
}

/** Texts that reach out of something that hides what is outside. What can be scrolled is not cut off. */
const findCutOff = `(roots) => {
  const found = new Set();
  const isHidden = (overflow) => overflow === 'hidden' || overflow === 'clip';
  const isScrolled = (overflow) => overflow === 'auto' || overflow === 'scroll';
  const around = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const look = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const inner = range.getBoundingClientRect();
    for (let element = text.parentElement; element; element = around(element)) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const outer = element.getBoundingClientRect();
      const isNarrow = isHidden(overflowX) && (inner.right > outer.right + 1 || inner.left < outer.left - 1);
      const isLow = isHidden(overflowY) && (inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1);
      if (isNarrow || isLow) found.add(text.data.trim() + ' (in ' + element.localName + '.' + element.className + ')');
      if (isNarrow || isLow || isScrolled(overflowX) || isScrolled(overflowY)) return;
    }
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim() !== '') look(node);
    if (node.nodeType === Node.ELEMENT_NODE) {
      // What is for screen readers alone is one pixel; tiles of a treemap say what fits, and the rest when they are pointed at.
      if (!node.checkVisibility({ visibilityProperty: true }) || node.matches('style, script, svg, .visually-hidden, .tile')) return;
      for (const child of node.shadowRoot?.childNodes ?? []) visit(child);
    }
    for (const child of node.childNodes) visit(child);
  };
  for (const root of roots) visit(root);
  return [...found];
}`;

/** Texts that are cut off, and the page itself when it is wider than its editor. */
export async function cutOffOnPage(frame: Frame): Promise<readonly string[]> {
  return await frame.evaluate<readonly string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > clientWidth + 1);
    const tooWide = scrollWidth > clientWidth ? ['the page, by ' + wide.at(-1)?.outerHTML.slice(0, 200)] : [];
    return [...tooWide, ...(${findCutOff})([document.body])];
  })()`);
}

/** `selector` is one of CSS. */
export async function cutOffIn(page: Page, selector: string): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(`(${findCutOff})([...document.querySelectorAll(${JSON.stringify(selector)})])`);
}

/** What an empty field says in itself when its text is longer than the field. */
export async function cutOffPlaceholders(page: Page, selector: string): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(`(() => {
    const isCutOff = (input) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(input);
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = font;
      return pen.measureText(input.placeholder).width > input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    };
    const inputs = [...document.querySelectorAll(${JSON.stringify(selector)})].filter((input) => input.checkVisibility() && input.value === '');
    return inputs.filter(isCutOff).map((input) => input.placeholder);
  })()`);
}
