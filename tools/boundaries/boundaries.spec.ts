import { describe, expect, it } from '@jest/globals';
import { objection } from './boundaries.js';

const allowed = (file: string, specifier: string, typeOnly = false) =>
  expect([file, specifier, objection({ file, specifier, typeOnly })]).toEqual([file, specifier, undefined]);

describe('boundaries let pass', () => {
  it('each guarded package where it belongs', () => {
    allowed('libs/lane/src/log/kafka/kafka-log.ts', 'kafkajs');
    allowed('libs/lane/src/lease/redis-lease.ts', 'ioredis');
    allowed('libs/lane/src/nest/lane-server.ts', '@nestjs/microservices');
    allowed('libs/messengers/telegram/src/calls.ts', 'telegraf');
    allowed('libs/correlation/src/data-source.ts', 'typeorm');
    allowed('libs/lane/src/store/postgres/postgres-store.ts', 'pg');
    allowed('apps/gateway/src/main.ts', '@nestjs/core');
  });

  it('what lies on the way from contracts over ports to adapters and apps', () => {
    allowed('libs/ports/tracker/src/adapter.ts', '#contracts');
    allowed('libs/trackers/redmine/src/plugin.ts', '#ports/tracker');
    allowed('libs/trackers/redmine/src/plugin.ts', '#http');
    allowed('libs/messengers/telegram/src/plugin.ts', '#ports/messenger');
    allowed('apps/tracker-adapter/src/main.ts', '#trackers/redmine');
    allowed('apps/standalone/src/main.ts', '#apps/gateway');
    allowed('apps/cli/src/migrate.ts', '#correlation/schema');
  });

  it('types into the domain that it may not run', () => {
    allowed('apps/session-aggregator/src/domain/step.ts', '#correlation', true);
  });

  it('the testkit, the suites of ports and real databases into tests', () => {
    allowed('libs/trackers/redmine/src/redmine.real.spec.ts', '#testkit/parts');
    allowed('libs/trackers/redmine/src/redmine.real.spec.ts', '#ports/tracker-conformance');
    allowed('libs/lane/src/engine/engine.real.spec.ts', 'pg');
    allowed('apps/simulator/src/bots.real.spec.ts', 'grammy');
  });

  it('relative imports inside one lib', () => {
    allowed('libs/lane/src/log/kafka/kafka-log.ts', '../log.js');
    allowed('libs/ports/tracker/src/conformance/faults.ts', '../adapter.js');
  });
});

describe('boundaries stop', () => {
  it('a relative import between two libs of one family', () => {
    const file = 'libs/trackers/redmine/src/plugin.ts';
    expect(objection({ file, specifier: '../../local/src/index.js', typeOnly: false })).toBe(
      'a relative import does not leave libs/trackers/redmine: use a #name',
    );
  });

  it('a file name with .ts in a relative import', () => {
    const file = 'libs/lane/src/index.ts';
    expect(objection({ file, specifier: './clock.ts', typeOnly: false })).toBe('relative imports end in .js');
  });
});
