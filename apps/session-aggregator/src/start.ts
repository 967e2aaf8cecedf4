import { type Parts, type ReportHop, type Running, startLaneApp, withHops, withTelemetry } from '#boot';
import type { Config } from '#config';
import type { Desk, Desks } from '#plugins';
import type { Logger } from '#telemetry';
import { linkCodes } from './domain/link-code.js';
import type { DeskOptions } from './domain/options.js';
import { sessionEvents } from './lane.js';
import { SessionAggregatorModule } from './session-aggregator.module.js';

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
  const lanes = sessionEvents({ desk: (id) => options.get(id), linkCode: linkCodes(config.secret) });
  const module = SessionAggregatorModule.with(
    withHops(withTelemetry(lanes, parts.telemetry), report, { taken: 'session-aggregator' }),
  );
  const handlerFile = 'apps/session-aggregator/src/session-aggregator.module.ts';
  return startLaneApp({ module, topic: 'session-events', handlerFile }, parts, logger, onFailure);
}

/** What the configuration says of a desk's dialogs, in milliseconds. */
function optionsOf({ config, tracker }: Desk): DeskOptions {
  const { windowSeconds, maxWindowSeconds, maxParts, pageSize, unknownPeople, defaultProject } = config.options;
  const { codeMinutes, codesPerHour } = config.options;
  const { text, file, forward, album } = windowSeconds;
  const { identity } = tracker;
  return {
    name: config.name,
    tracker: config.tracker.kind.charAt(0).toUpperCase() + config.tracker.kind.slice(1),
    windows: { text: text * 1_000, file: file * 1_000, forward: forward * 1_000, album: album * 1_000 },
    maxWindow: maxWindowSeconds * 1_000,
    maxParts,
    pageSize,
    unknownPeople,
    defaultProject,
    linking: identity && {
      accountPage: identity.accountPage,
      field: identity.fieldName,
      ttl: codeMinutes * 60_000,
      codesPerHour,
    },
  };
}
