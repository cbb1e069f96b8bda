/**
 * Message templates with named places: `The alias {alias} is not in {file}`. Templates are plain strings, so that they can
 * be translated as a whole, and the compiler knows which parameters each one wants.
 */

import { shownText } from './shownText.ts';

export type Placeholder<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

export type TemplateParams<Template extends string> = { readonly [Name in Placeholder<Template>]: string | number };

export function fillTemplate(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(params, name) ? shownText(String(params[name])) : place));
}
