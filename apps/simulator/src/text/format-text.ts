import { badRequest } from '../bot-api/error.js';
import type { Entity, FormattedText } from '../world/message.js';
import { findEntities } from './find-entities.js';
import { parseHtml } from './parse-html.js';
import { refusedLink } from './refused-link.js';

/** More than this is cut off in silence. */
const mostEntities = 100;

/** Words as a bot or a person gave them, into words as they are shown: parsed, trimmed, with what is recognised by itself. */
export function formatText(
  source: string,
  parseMode: string | undefined,
  entities: readonly Entity[] = [],
): FormattedText {
  const trimmed = trim(parse(source, parseMode, entities));
  return { text: trimmed.text, entities: findEntities(trimmed.text, trimmed.entities).slice(0, mostEntities) };
}

function parse(source: string, parseMode: string | undefined, entities: readonly Entity[]): FormattedText {
  switch (parseMode?.toLowerCase()) {
    case undefined:
    case '':
      return { text: source, entities: entities.map(checked) };
    case 'html':
      return parseHtml(source);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function checked(entity: Entity): Entity {
  const { type, url = '' } = entity;
  const refused = type === 'text_link' ? refusedLink(url) : undefined;
  if (refused !== undefined) throw badRequest(`entity URL '${url}' is invalid: ${refused}`);
  return { ...entity };
}

/** Telegram cuts white space at both ends; entities move along, and those left with nothing vanish. */
function trim({ text, entities }: FormattedText): FormattedText {
  const ended = text.trimEnd();
  const start = ended.length - ended.trimStart().length;
  const end = ended.length;
  const kept = entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return entity.length > 0 && to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
  return { text: ended.slice(start), entities: kept };
}
