import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { RedminePart } from '#testkit/parts';

type Child = DefaultTreeAdapterTypes.ChildNode;
/** What people see of words in a browser: the text, a break as a line end, and which elements it is made of. */
export type Page = { text: string; elements: string[]; html: string };

/** Has a seeded Redmine write in a format, and shows words as it shows them (`PreviewsController#text`). */
export async function redminePreview({ url }: RedminePart, formatting: 'textile' | 'common_mark') {
  let cookie = '';
  let token = '';
  const ask = async (path: string, form?: Record<string, string>) => {
    const body = form && new URLSearchParams({ ...form, authenticity_token: token });
    const answer = await fetch(url + path, {
      headers: { cookie },
      redirect: 'manual',
      ...(body && { method: 'POST', body }),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await answer.text();
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
    token = /<meta name="csrf-token" content="([^"]+)"/.exec(text)?.[1] ?? token;
    return text;
  };
  await ask('/login');
  await ask('/login', { username: 'admin', password: 'admin' });
  await ask('/settings');
  await ask('/settings/edit?tab=general', { 'settings[text_formatting]': formatting });
  return async (text: string): Promise<Page> => {
    const html = await ask('/preview/text', { text });
    const elements: string[] = [];
    const shown = parseFragment(html)
      .childNodes.map((child) => read(child, elements))
      .join('');
    return { text: shown.replaceAll('\u00A0', ' ').trim(), elements, html };
  };
}

function read(node: Child, elements: string[]): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value.replace(/^[\n\t]+|[\n\t]+$/g, '');
  if (!('childNodes' in node)) return '';
  if (node.nodeName === 'br') return '\n';
  if (!['fieldset', 'legend', 'p'].includes(node.nodeName)) elements.push(node.nodeName);
  if (node.nodeName === 'legend') return '';
  const inside = node.childNodes.map((child) => read(child, elements)).join('');
  return node.nodeName === 'p' ? `${inside}\n\n` : inside;
}
