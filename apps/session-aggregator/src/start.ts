import { type Parts, type ReportHop, type Running, startLaneApp } from '#boot';
import type { Config } from '#config';
import { type DeskId } from '#contracts';
import type { Desk, Desks } from '#plugins';
import type { Logger } from '#telemetry';
import { linkCodes } from './domain/link-code.js';
import { DEFAULT_DESK_OPTIONS, DEFAULT_LINKING, type DeskOptions } from './domain/options.js';
import { SessionAggregatorModule } from './session-aggregator.module.js';

const DAYS = 7;

/** Starts the session-aggregator. It does nothing outside, so it has nothing to give up. */
export function startSessionAggregator(
  config: Config,
  desks: Desks,
  parts: Parts,
  logger: Logger,
  onFailure: (error: Error) => void,
  report?: ReportHop,
): Promise<Running> {
  const options = new Map([...desks.all].map(([id, desk]) => [id, optionsOf(desk)]));
  const desk = (id: DeskId): DeskOptions => {
    const found = options.get(id);
    if (!found) throw new RangeError('its desk is not configured any more');
    return found;
  };
  const module = SessionAggregatorModule.with({ desk, linkCode: linkCodes(config.secret) }, report);
  const handlerFile = 'apps/session-aggregator/src/session-aggregator.module.ts';
  return startLaneApp(
    { module, topic: 'session-events', handlerFile, giveUpAfterDays: DAYS },
    parts,
    logger,
    onFailure,
  );
}

/** What the configuration says of a desk's dialogs, in milliseconds. */
function optionsOf({ config, tracker }: Desk): DeskOptions {
  const { windowSeconds, albumWindowSeconds, pageSize, unknownPeople, defaultProject } = config.options;
  const part = windowSeconds * 1_000;
  const { identity } = tracker;
  return {
    ...DEFAULT_DESK_OPTIONS,
    name: config.name,
    tracker: config.tracker.kind.charAt(0).toUpperCase() + config.tracker.kind.slice(1),
    windows: { text: part, file: part, forward: part, album: albumWindowSeconds * 1_000 },
    pageSize,
    unknownPeople,
    defaultProject,
    linking: identity && { accountPage: identity.accountPage, field: identity.fieldName, ...DEFAULT_LINKING },
  };
}
